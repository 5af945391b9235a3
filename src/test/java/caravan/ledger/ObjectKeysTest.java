package caravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.archive.EntryName;
import caravan.hour.Hour;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKeysTest {
    private static final String SHA = "3f00aa11bb22cc33" + "dd".repeat(24);
    private static final EntryName ENTRY = EntryName.parse("100011471/100011471_2026-11-01_5#12.json.gz");
    private static final String DEFAULT_KEY =
            "events/project=demo/date=2026-11-01/hour=05/100011471_2026-11-01_05_12-r3-3f00aa11bb22cc33.json";

    private final ObjectKeys keys = new ObjectKeys(ObjectKeys.DEFAULT);

    @Test
    void the_default_template_spells_keys_as_the_contract_says() {
        assertThat(keys.key("demo", ENTRY, 3, SHA, "json")).isEqualTo(DEFAULT_KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ObjectKeys.DEFAULT,
                "{project}/{date}_{hour}/{part}.{revision}.{hash}.{extension}",
                "{hash}/{revision}/{part}/{hour}/{date}/{project}",
                "raw/{date}/{date}_{hour}/{project}-{amplitudeId}-{part}-r{revision}-{hash}",
                "v1.2/{project}=x/{revision}_{part}_{hour}_{date}_{hash}.ndjson"
            })
    void keys_parse_back_to_what_they_were_made_of(String template) {
        ObjectKeys own = new ObjectKeys(template);
        for (String extension : List.of("json", "json.gz")) {
            for (int revision : new int[] {0, 7, 10, 999_999_999}) {
                assertThat(own.parse(own.key("a1", ENTRY, revision, SHA, extension)))
                        .contains(new ObjectKeys.Parsed("a1", Hour.parse("2026-11-01T05"), revision));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "date=2026-11-01/hour=05, date=2026-11-02/hour=05",
        "date=2026-11-01/hour=05, date=2026-11-01/hour=06",
        "2026-11-01, 2026-13-01",
        "05, 24",
        "-r3-, -r03-",
        "-r3-, -r-1-",
        "-r3-, -",
        "_12-r, _012-r",
        "-r3-, -r1000000000-",
        "3f00aa11, 3F00AA11",
        "bb22cc33.json, bb22cc3.json",
        "cc33.json, cc33.json.bak",
        "cc33.json, cc33.csv",
        "cc33.json, cc33xjson",
        "events/, backup/events/",
        "events/, Events/",
        "project=demo, project=Demo",
        "project=demo, project=demo/x",
        "/hour, //hour"
    })
    void a_key_that_the_template_cannot_have_made_is_nobodys(String own, String foreign) {
        assertThat(DEFAULT_KEY).contains(own);
        assertThat(keys.parse(DEFAULT_KEY)).isPresent();

        assertThat(keys.parse(DEFAULT_KEY.replace(own, foreign))).isEmpty();
    }

    @Test
    void the_ledgers_own_keys_are_no_objects() {
        assertThat(keys.parse("_caravan/hours/demo/2026-11-01/05.json")).isEmpty();
        assertThat(keys.parse("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"project", "date", "hour", "part", "revision", "hash"})
    void a_template_without_a_required_variable_is_refused_by_name(String variable) {
        String template = ObjectKeys.DEFAULT.replace("{" + variable + "}", "x");

        assertThat(ObjectKeys.problems(template)).containsExactly("{" + variable + "} is missing");
    }

    @Test
    void amplitudes_id_and_the_extension_may_be_left_out() {
        assertThat(ObjectKeys.problems("{project}/{date}/{hour}/{part}-{revision}-{hash}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{project}/{date}/{hour}/{part}{revision}-{hash}",
                "{project}/{date}/{hour}/{part}0{revision}-{hash}",
                "{project}/{date}/{hour}/{part}r{revision}-{hash}",
                "{project}v1/{date}/{hour}/{part}x{revision}-{hash}"
            })
    void a_template_whose_keys_could_be_read_in_two_ways_is_refused(String template) {
        assertThat(ObjectKeys.problems(template)).isNotEmpty().allSatisfy(problem -> assertThat(problem)
                .contains("two ways"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%s",
                "_caravan/%s",
                "_caravanserai/%s",
                "a//%s",
                "a/../%s",
                "../%s",
                "a b/%s",
                "ä/%s",
                "a\\%s",
                "{%s",
                "%s}",
                "%s/",
                "./%s",
                ".a/%s",
                "a/.b/%s",
                "%s/.",
                "a\n%s",
                "a'%s",
                "a;%s"
            })
    void a_template_that_leads_astray_is_refused(String around) {
        String template = around.formatted(ObjectKeys.DEFAULT);

        assertThat(ObjectKeys.problems(template)).isNotEmpty();
        assertThatThrownBy(() -> new ObjectKeys(template)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_unknown_variable_is_refused_with_those_that_there_are() {
        assertThat(ObjectKeys.problems(ObjectKeys.DEFAULT + "-{colour}"))
                .singleElement()
                .asString()
                .contains("{colour}")
                .contains("amplitudeId")
                .contains("revision");
    }

    @Test
    void all_problems_of_a_template_are_named_at_once() {
        assertThatThrownBy(() -> new ObjectKeys("/{project}{date}/{colour}/{part}-{revision}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{hash} is missing")
                .hasMessageContaining("{hour} is missing")
                .hasMessageContaining("{colour}")
                .hasMessageContaining("two ways")
                .hasMessageContaining("must not begin with /");
    }

    @Test
    void the_listing_of_a_day_reaches_as_far_as_project_and_day_tell() {
        LocalDate day = LocalDate.of(2026, 11, 1);

        assertThat(keys.listing("demo", day)).isEqualTo("events/project=demo/date=2026-11-01/hour=");
        assertThat(new ObjectKeys("x/{hour}/{project}/{date}/{part}-{revision}-{hash}").listing("demo", day))
                .isEqualTo("x/");
    }

    @Test
    void every_key_of_a_day_begins_as_its_listing() {
        assertThat(DEFAULT_KEY).startsWith(keys.listing("demo", ENTRY.hour().day()));
    }
}
