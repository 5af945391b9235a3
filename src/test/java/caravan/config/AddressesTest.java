package caravan.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "https://amplitude.com, https://amplitude.com",
        "https://Analytics.EU.amplitude.com/, https://analytics.eu.amplitude.com",
        "https://proxy.internal:8443, https://proxy.internal:8443",
        "https://10.0.0.7, https://10.0.0.7",
        "http://localhost:1, http://localhost:1",
        "http://127.0.0.1:1, http://127.0.0.1:1",
        "http://127.9.8.7:1, http://127.9.8.7:1",
        "http://[::1]:1, http://[::1]:1",
    })
    void https_anywhere_and_http_on_this_machine_are_taken(String text, String base) {
        assertThat(Addresses.amplitude().parse().apply(text)).hasToString(base);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://amplitude.com",
                "http://127.0.0.1.example.com",
                "http://localhost.example.com",
                "http://10.0.0.7",
                "http://2130706433",
                "http://127.1",
                "ftp://amplitude.com",
                "amplitude.com",
                "https://",
                "https://amplitude.com/api/2/export",
                "https://amplitude.com?x=1",
                "https://amplitude.com#x",
                "https://user@amplitude.com",
                "https://user:pass@amplitude.com",
                "https://amplitude.com:0",
                "https://amplitude.com:70000",
                "not an address",
                "https://a b"
            })
    void any_other_address_of_the_export_api_is_refused(String text) {
        assertThatThrownBy(() -> Addresses.amplitude().parse().apply(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "[fe80::1]",
                "[fd00:ec2::254]",
                "[fd00:0ec2:0::254]",
                "metadata.google.internal",
                "METADATA.google.internal.",
                "[::ffff:169.254.169.254]",
                "2852039166",
                "0xA9FEA9FE",
                "169.16689662",
                "0.0.0.0",
                "0251.0376.0251.0376",
                "[::]",
                "224.0.0.1",
                "100.100.100.200",
                "169.254.169.254.",
                "[::169.254.169.254]",
                "[64:ff9b::a9fe:a9fe]",
                "[2002:a9fe:a9fe::1]",
                "[fe80::1%25eth0]",
                "[::ffff:a9fe:a9fe]",
                "metadata",
                "169\u3002254\u3002169\u3002254",
                "\uff11\uff16\uff19.254.169.254",
                "169.254.169.254%2f",
                "0xa9.0xfe.0xa9.0xfe"
            })
    void link_local_and_metadata_addresses_are_refused_however_they_are_spelt(String host) {
        assertThatThrownBy(() -> Addresses.amplitude().parse().apply("https://" + host))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Addresses.store().parse().apply("http://" + host + ":9000/x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_store_may_be_plain_http_and_below_a_path() {
        assertThat(Addresses.store().parse().apply("http://minio:9000/")).hasToString("http://minio:9000");
        assertThat(Addresses.store().parse().apply("https://x.example.com/storage/v1/s3"))
                .hasToString("https://x.example.com/storage/v1/s3");
    }

    @Test
    void a_login_in_an_address_is_refused_and_not_shown() {
        Given given = new Given(directory).environment("AMP_BASE_URL", "https://me:canary@amplitude.com/?t=canary");
        assertThat(given.problem()).contains("https://***@amplitude.com/").doesNotContain("canary");
        given = new Given(directory).environment("AWS_ENDPOINT_URL", "http://me:canary@minio:9000");
        assertThat(given.problem()).contains("http://***@minio:9000").doesNotContain("canary");
    }

    @Test
    void a_region_and_the_address_of_the_other_region_contradict() {
        Given given = new Given(directory)
                .environment("AMP_REGION", "eu")
                .environment("AMP_BASE_URL", "https://amplitude.com");
        assertThat(given.problem()).contains("caravan.amplitude.region = 'eu'", "https://amplitude.com");
    }

    @Test
    void an_address_alone_says_the_region() throws Exception {
        Given given = new Given(directory).environment("AMP_BASE_URL", "https://analytics.eu.amplitude.com");
        assertThat(given.settings().projects().get(0).url()).isEqualTo(Region.EU.url());
    }
}
