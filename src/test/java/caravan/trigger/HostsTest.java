package caravan.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8080", "localhost:0", "[::1]:8080", "127.1.2.3:80"})
    void an_address_of_loopback_has_names_of_loopback_and_those_that_are_set(String address) {
        Hosts hosts = Hosts.of(address, List.of("Caravan.example.com"));

        assertThat(List.of("localhost:1", "127.0.0.1", "[::1]:9", "caravan.example.com:443"))
                .allMatch(hosts::knows);
        assertThat(List.of("evil.example", "10.0.0.7:8080", "127.0.0.1.evil.example", "a.caravan.example.com", ""))
                .noneMatch(hosts::knows);
        assertThat(hosts.knows(null)).isFalse();
    }

    @Test
    void a_service_for_others_has_any_name_until_some_are_set() {
        assertThat(Hosts.of("0.0.0.0:8080", List.of()).knows("caravan.cluster:8080"))
                .isTrue();

        Hosts set = Hosts.of("0.0.0.0:8080", List.of("caravan.example.com"));
        assertThat(List.of("caravan.example.com", "10.0.0.7:8080", "[fe80::1]:8080", "localhost"))
                .allMatch(set::knows);
        assertThat(set.knows("caravan.cluster:8080")).isFalse();
    }
}
