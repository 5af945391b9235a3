package caravan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.config.DuckDbSettings;
import caravan.warehouse.DuckDb;
import caravan.warehouse.WarehouseFault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report as it is read, in the terminal and in a browser. */
class ReportTest {
    private static final Pattern ANSI = Pattern.compile("\u001B\\[[0-9;]*m");
    private static final String HOSTILE = "</script><img src=x onerror=alert(1)>\"'&\u001B[2J\u202E\n";

    @TempDir
    Path folder;

    private static String terminal(DuckDbSettings settings) throws Exception {
        return new TerminalReport(false).of(List.of(Planted.report(settings)));
    }

    private static String html(DuckDbSettings settings) throws Exception {
        return new HtmlReport().of(List.of(Planted.report(settings)));
    }

    @Test
    void it_tells_who_was_there_and_who_came_again() throws Exception {
        assertThat(terminal(Planted.facts(folder)))
                .startsWith("project web   complete through 2026-11-20T16\n")
                .contains(" of 412 users since 2026-10-05T00\n")
                .contains("30 days to 2026-11-20, UTC")
                .contains("  users a day     █▇▆▅▄▄▄▅▆▇████▇▆▅▄▄▅▅▇████▇▆▅▄          121            210\n")
                .contains("  2026-10-05       120   100   46   33   27   23   21   19\n")
                .contains("  2026-11-16       186   100\n");
    }

    /** The newest hour is 16:00 to 17:00 of 2026-11-20 in UTC. */
    @ParameterizedTest
    @CsvSource({
        "Asia/Tokyo, 2026-11-21, 2026-11-20, ' is the next day since 15:00'",
        "Asia/Kolkata, 2026-11-20, 2026-11-19, ' ends 22:30'",
        "America/Los_Angeles, 2026-11-20, 2026-11-19, ' ends 09:00'",
        "Asia/Yangon, 2026-11-20, 2026-11-19, ' ends 23:30'",
        "Asia/Bangkok, 2026-11-20, 2026-11-20, ' ends at midnight, so that the day is over'",
    })
    void days_are_those_of_the_time_zone_that_they_are_counted_in(String zone, String last, String full, String why)
            throws Exception {
        DuckDbSettings settings = counted(zone);
        Report report = Planted.report(settings);

        assertThat(report.span().last()).as(zone + why).hasToString(last);
        assertThat(report.lastDay().orElseThrow().date()).as(zone + why).hasToString(full);
        assertThat(report.days())
                .hasSize(30)
                .last()
                .extracting(Report.Day::date)
                .hasToString(last);
        assertThat(terminal(settings)).contains("30 days to " + last + ", " + zone + "\n");
        assertThat(html(settings)).contains("30 days to " + last + ", " + zone, "Users on " + full);
    }

    @Test
    void a_day_is_over_in_a_time_zone_west_of_utc_while_utc_is_in_the_next() throws Exception {
        DuckDbSettings settings = Planted.with(
                counted("America/Los_Angeles"),
                "insert into bronze.loads select 'web', timestamp '2026-11-20 17:00:00' + to_hours(i), 0, 2000 + i, 1, 0, 'v',"
                        + " now()::timestamp, now()::timestamp from range(15) t(i)");

        assertThat(Planted.report(settings).span())
                .as("the newest hour is 23:00 to 24:00 there, and 07:00 to 08:00 of the next day in UTC")
                .isEqualTo(new DaySpan("America/Los_Angeles", LocalDate.of(2026, 11, 20), true));
    }

    @Test
    void events_are_of_the_day_that_they_were_on_in_that_time_zone() throws Exception {
        String events =
                "delete from silver.events; insert into silver.events select 'web', 'e' || n, 'Late', t, 'i1', null, 0, 0, null"
                        + " from (values (1, timestamp '2026-11-20 14:59:59'), (2, timestamp '2026-11-20 15:00:00'),"
                        + " (3, timestamp '2026-10-22 14:59:59'), (4, timestamp '2026-10-22 15:00:00')) v(n, t);";

        Report tokyo = Planted.report(Planted.with(counted("Asia/Tokyo"), events));

        assertThat(tokyo.eventTypes()).singleElement().satisfies(type -> {
            assertThat(type.events()).isEqualTo(3);
            assertThat(type.perDay()).startsWith(1L, 0L).endsWith(0L, 1L, 1L);
        });
    }

    /** The same figures, as if their days were of that time zone. */
    private DuckDbSettings counted(String zone) throws Exception {
        return Planted.with(
                Planted.facts(folder),
                "update gold.daily_activity set time_zone = '" + zone + "'; update gold.retention set time_zone = '"
                        + zone + "'");
    }

    @Test
    void pages_say_in_words_why_they_are_there_the_weightiest_first() throws Exception {
        assertThat(terminal(Planted.facts(folder)).replaceAll("\\s+", " "))
                .contains(
                        "72 /checkout/address 310 visitors 2026-11-16 41 % of 230 forms not submitted, 48 s to the first action, 14 exits right after an error")
                .doesNotContain("/two/people");
    }

    @Test
    void companies_new_names_and_what_is_wrong_are_told() throws Exception {
        DuckDbSettings settings = Planted.with(Planted.facts(folder), """
                delete from bronze.loads where hour = timestamp '2026-11-10 03:00:00';
                insert into bronze.loads values ('web', timestamp '2026-11-20 17:00:00', 0, 9999, 1, 0, 'v', now()::timestamp, now()::timestamp);
                insert into bronze.rejected select 'web', timestamp '2026-11-01 00:00:00', 0, 'o', i, 'is not JSON', '{' from range(3) t(i);
                """);

        assertThat(terminal(settings).replaceAll("\n {4}", " "))
                .contains("complete through 2026-11-10T02\n")
                .contains("Northwind Traders     14 users   252 views  /pricing       group 95 %")
                .contains("Coupon Applied")
                .contains("  ! 1 hour is missing between the first and the newest (./caravan status says why).\n")
                .contains("  ! 1 hour is loaded, but not in these figures yet (./caravan refresh).\n")
                .contains("  ! 3 lines could not be read as events: 3 × is not JSON.\n")
                .contains("  ! One user property is spelled in 2 ways: City, city.\n");
    }

    @Test
    void no_line_is_wider_than_a_terminal_with_colours_or_without() throws Exception {
        DuckDbSettings settings = hostile();
        Report report = Planted.report(settings);
        String coloured = new TerminalReport(true).of(List.of(report));

        assertThat(ANSI.matcher(coloured).replaceAll("")).isEqualTo(new TerminalReport(false).of(List.of(report)));
        assertThat(ANSI.matcher(coloured).replaceAll("").lines()).allMatch(line -> line.length() < 80);
    }

    @Test
    void a_day_without_a_row_is_a_day_on_which_nobody_came() throws Exception {
        DuckDbSettings settings =
                Planted.with(Planted.facts(folder), "delete from gold.daily_activity where day = date '2026-10-23'");

        assertThat(terminal(settings)).contains("  users a day     █·▆▅");
        assertThat(html(settings)).contains("<time>2026-10-23</time></th><td class=\"n\">0</td>");
    }

    @Test
    void wide_characters_keep_their_columns() throws Exception {
        DuckDbSettings settings = Planted.with(
                Planted.facts(folder), "update gold.company_visits set company = '株式会社やまみち' where company = 'Contoso'");

        assertThat(terminal(settings)).contains("  株式会社やまみち       9 users   222 views  /pricing");
    }

    @Test
    void names_cannot_steer_the_terminal() throws Exception {
        assertThat(terminal(hostile())).contains("</script><img").doesNotContain("\u001B", "\u202E");
    }

    @Test
    void names_stay_text_in_a_browser() throws Exception {
        String page = html(hostile());

        assertThat(page).contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;");
        assertThat(page).doesNotContain("<img", "\u001B", "\u202E");
        assertThat(page.split("</script>", -1))
                .as("of figures, and the script itself")
                .hasSize(3);
    }

    @Test
    void the_page_loads_nothing_and_runs_its_own_script_alone() throws Exception {
        String page = html(Planted.facts(folder));

        assertThat(page)
                .contains("default-src 'none'")
                .doesNotContain(" src=", "<link", "@import", "url(", " style=", " onclick=");
        assertThat(page).contains("script-src '" + hash(page, "<script>(.*?)</script>") + "'");
        assertThat(page).contains("style-src '" + hash(page, "<style>(.*?)</style>") + "'");
    }

    private static String hash(String page, String element) throws Exception {
        Matcher content = Pattern.compile(element, Pattern.DOTALL).matcher(page);
        assertThat(content.find()).isTrue();
        byte[] sum =
                MessageDigest.getInstance("SHA-256").digest(content.group(1).getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(sum);
    }

    @Test
    void nobody_is_named() throws Exception {
        DuckDbSettings settings = Planted.with(
                Planted.facts(folder),
                "update silver.users set user_id = 'ada@acme.example', email = 'ada@acme.example'");

        assertThat(html(settings) + terminal(settings)).doesNotContain("ada@");
    }

    @Test
    void without_any_load_it_says_how_to_begin() throws Exception {
        try (DuckDb open = DuckDb.openReadOnly(Planted.bare(folder))) {
            List<Report> none = new ReportReading(open.connection()).of(Optional.empty());

            assertThat(new TerminalReport(true).of(none))
                    .contains("no events yet")
                    .contains("./caravan load");
            assertThat(new HtmlReport().of(none)).contains("No events yet");
        }
    }

    @Test
    void with_hours_but_no_models_or_empty_ones_it_says_so_in_words() throws Exception {
        String load =
                "insert into bronze.loads values ('web', timestamp '2026-11-20 10:00:00', 0, 0, 0, 0, 'v', now()::timestamp, now()::timestamp)";
        DuckDbSettings settings = Planted.with(Planted.bare(folder), load);
        String without = terminal(settings) + figures(settings);
        DuckDbSettings empty = Planted.with(Planted.empty(folder.resolve("empty")), load);
        String ofNothing = terminal(empty) + figures(empty);

        for (String report : List.of(without, ofNothing)) {
            assertThat(report)
                    .contains("0 events of 0 users")
                    .contains("./caravan refresh makes the tables of this report")
                    .contains("no company is known yet")
                    .doesNotContain("NaN", "null,", ">null<", "Infinity");
        }
    }

    /** The page without the script and the styles. */
    private static String figures(DuckDbSettings settings) throws Exception {
        return html(settings).replaceAll("(?s)<(script|style)>.*?</\\1>", "");
    }

    @Test
    void a_project_that_is_not_there_is_refused_with_those_that_are() throws Exception {
        try (DuckDb open = DuckDb.openReadOnly(Planted.facts(folder))) {
            assertThatThrownBy(() -> new ReportReading(open.connection()).of(Optional.of("shop")))
                    .isInstanceOf(Refusal.class)
                    .hasMessage("the warehouse holds no project 'shop'; there are [web]");
        }
    }

    @Test
    void that_there_is_no_memory_for_it_is_a_fault_of_the_machine_and_that_a_column_is_gone_is_not() throws Exception {
        DuckDbSettings settings = Planted.with(
                Planted.facts(folder),
                "drop table gold.daily_activity; create view gold.daily_activity as"
                        + " select 'web' as project, list(i)[1]::varchar as time_zone from range(30000000) t(i)");

        assertThatThrownBy(() -> Planted.report(Planted.small(settings)))
                .isInstanceOf(WarehouseFault.class)
                .hasMessageStartingWith("the report failed in DuckDB: Out of Memory Error");
        Planted.with(settings, "create or replace view gold.daily_activity as select 'web' as project");
        assertThatThrownBy(() -> Planted.report(settings))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("./caravan refresh --full makes them anew");
    }

    /** Every name that comes with the events is an attack. */
    private DuckDbSettings hostile() throws Exception {
        String name = "'" + HOSTILE.replace("'", "''") + "' || ";
        return Planted.with(
                Planted.facts(folder),
                "update silver.events set event_type = " + name + "event_type;"
                        + "update gold.page_friction set page_path = " + name + "page_path;"
                        + "update gold.company_visits set company = " + name + "company, page_path = " + name
                        + "page_path, company_source = " + name + "company_source;"
                        + "update gold.event_catalog set event_type = " + name + "event_type, property = " + name
                        + "property;"
                        + "insert into bronze.rejected values ('web', timestamp '2026-11-01 00:00:00', 0, 'o', 1, "
                        + name
                        + "'', '{');");
    }
}
