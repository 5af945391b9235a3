package caravan.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FactsTest {
    private static final Hour FIRST = Hour.parse("2026-11-18T09");
    private static final HourRange TWO_DAYS = new HourRange(FIRST, FIRST.plus(47));
    private static final SimulatedProject SMALL = SimulatedProject.small();

    private static Recount recount;
    private static Facts facts;

    @BeforeAll
    static void generate() throws IOException {
        recount = new Recount(SMALL, TWO_DAYS);
        facts = SMALL.facts(TWO_DAYS);
    }

    @Test
    void what_is_told_is_what_the_json_says() {
        assertThat(facts).isEqualTo(recount.facts());
    }

    @Test
    void it_is_so_in_a_busy_night_over_the_edge_of_a_week_with_many_files() throws IOException {
        SimulatedProject busy = SimulatedProject.small().withSeed(7).withVolume(2000, 5);
        Hour sunday = Hour.parse("2026-11-15T19");
        HourRange night = new HourRange(sunday, sunday.plus(10));

        assertThat(busy.facts(night)).isEqualTo(new Recount(busy, night).facts());
    }

    @Test
    void hours_without_events_have_no_facts() {
        Facts none = SMALL.withHours(HourRange.of(FIRST)).facts(HourRange.of(FIRST.plus(5)));

        assertThat(none.lines()).isZero();
        assertThat(none.users()).isEmpty();
        assertThat(none.pages()).isEmpty();
        assertThat(none.page("/")).isEqualTo(PageFacts.NONE);
    }

    @Test
    void two_days_have_something_of_everything() {
        for (Facts some : List.of(facts, SMALL.withVolume(1000, 2).facts(TWO_DAYS))) {
            assertThat(some.copiesWithinHours()).isPositive();
            assertThat(some.copiesAcrossHours()).isPositive();
            assertThat(some.repeatedInsertIds()).isPositive();
            assertThat(some.lateEvents()).isGreaterThan(some.veryLateEvents());
            assertThat(some.veryLateEvents()).isPositive();
            assertThat(some.wrongClocks()).isPositive();
            assertThat(some.contradictions()).isNotEmpty();
            assertThat(some.sharedDevices()).isNotEmpty();
            assertThat(some.merged()).anyMatch(ids -> ids.size() == 2).anyMatch(ids -> ids.size() >= 3);
            assertThat(some.companies().values().stream().map(Affiliation::source))
                    .contains("group", "user property", "e-mail domain");
        }
    }

    @Test
    void one_page_is_more_confusing_than_any_other_in_every_respect() {
        for (Facts some : List.of(facts, SMALL.withVolume(1000, 2).facts(TWO_DAYS))) {
            PageFacts worst = some.page("/checkout/shipping");
            Set<String> others = some.pages().keySet().stream()
                    .map(PageWeek::path)
                    .filter(path -> !path.equals("/checkout/shipping"))
                    .collect(Collectors.toSet());
            assertThat(others).hasSize(10);
            for (String path : others) {
                PageFacts page = some.page(path);
                assertThat(rate(worst.backAndForth(), worst)).isGreaterThan(3 * rate(page.backAndForth(), page));
                assertThat(rate(worst.rageClicks(), worst)).isGreaterThan(3 * rate(page.rageClicks(), page));
                assertThat(abandoned(worst)).isGreaterThan(3 * abandoned(page));
                assertThat(rate(worst.exitsAfterError(), worst)).isGreaterThan(3 * rate(page.exitsAfterError(), page));
                assertThat(rate(worst.exitsAfterSearch(), worst))
                        .isGreaterThan(2 * rate(page.exitsAfterSearch(), page));
            }
        }
    }

    @Test
    void other_pages_have_a_little_of_each() {
        Facts busy = SMALL.withVolume(1000, 2).facts(TWO_DAYS);

        assertThat(busy.page("/pricing").backAndForth()).isPositive();
        assertThat(busy.page("/pricing").rageClicks()).isPositive();
        assertThat(busy.page("/pricing").exitsAfterError()).isPositive();
        assertThat(busy.page("/pricing").exitsAfterSearch()).isPositive();
        assertThat(busy.page("/signup").formsAbandoned()).isPositive();
    }

    @Test
    void users_are_known_by_groups_before_properties_before_addresses_and_free_mail_tells_nothing() {
        assertThat(new Employer("A", "B", "c.example").affiliation()).contains(new Affiliation("A", "group"));
        assertThat(new Employer(null, "B", "c.example").affiliation()).contains(new Affiliation("B", "user property"));
        assertThat(new Employer(null, null, "c.example").affiliation())
                .contains(new Affiliation("c.example", "e-mail domain"));
        assertThat(new Employer(null, null, "gmail.com").affiliation()).isEmpty();
        assertThat(recount.events())
                .anyMatch(event -> String.valueOf(event.text("user_id")).endsWith("@gmail.com"));
    }

    @Test
    void addresses_are_at_reserved_domains_or_well_known_free_mail() {
        Set<String> domains = recount.events().stream()
                .map(event -> String.valueOf(event.text("user_id")))
                .filter(userId -> userId.contains("@"))
                .map(userId -> userId.substring(userId.indexOf('@')))
                .collect(Collectors.toSet());

        assertThat(domains)
                .hasSizeGreaterThan(5)
                .allMatch(domain -> domain.matches(".*\\.(example|test)|@(gmail|outlook|yahoo)\\.com|@gmx\\.de"));
    }

    @Test
    void who_shares_a_device_stays_two_users() {
        Map<String, Set<String>> users = recount.events().stream()
                .filter(event -> event.text("user_id") != null && event.text("device_id") != null)
                .collect(Collectors.groupingBy(
                        event -> event.text("device_id"),
                        Collectors.mapping(event -> event.text("user_id"), Collectors.toSet())));

        assertThat(users.values()).anyMatch(sharing -> sharing.size() == 2);
        assertThat(facts.users().keySet()).hasSizeGreaterThan(users.size() / 2);
    }

    @Test
    void nobody_merges_with_who_has_another_user_id() {
        recount.events().stream()
                .filter(event -> event.text("user_id") != null)
                .collect(Collectors.groupingBy(
                        recount::key, Collectors.mapping(event -> event.text("user_id"), Collectors.toSet())))
                .forEach((key, userIds) -> assertThat(userIds).as(key).hasSize(1));
    }

    @Test
    void a_page_has_its_median_and_what_cannot_be_is_refused() {
        PageFacts even = new PageFacts(4, 1, 0, 0, 0, 0, 0, 0, List.of(9_000_000L, 1_000_000L, 2_000_000L, 3_000_000L));

        assertThat(even.medianSecondsToFirstAction()).hasValue(2.5);
        assertThat(PageFacts.NONE.medianSecondsToFirstAction()).isEmpty();
        assertThatThrownBy(() -> new PageFacts(0, 0, 0, 0, 0, 1, 0, 0, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PageWeek("/", LocalDate.parse("2026-11-18")))
                .hasMessage("2026-11-18 is no Monday, and weeks begin on one");
    }

    private static double abandoned(PageFacts page) {
        return page.formsStarted() == 0 ? 0 : page.formsAbandoned() / (double) page.formsStarted();
    }

    private static double rate(long count, PageFacts page) {
        return count / (double) page.views();
    }
}
