package caravan.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForbiddenAddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "fe80::1",
                "febf::1",
                "fd00:ec2::254",
                "100.100.100.200",
                "168.63.129.16",
                "0.0.0.0",
                "::",
                "224.0.0.1",
                "ff02::1",
                "::ffff:169.254.169.254",
                "::169.254.169.254",
                "64:ff9b::169.254.169.254",
                "64:ff9b::100.100.100.200",
                "2002:a9fe:a9fe::1"
            })
    void nobody_is_asked_at_a_link_local_metadata_unspecified_or_multicast_address(String address) throws Exception {
        assertThat(ForbiddenAddresses.contain(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "::1",
                "10.0.0.7",
                "172.16.0.1",
                "192.168.1.5",
                "fd12::1",
                "100.64.0.1",
                "52.216.0.1",
                "64:ff9b::52.216.0.1",
                "2002:34d8:1::1",
                "2600:1f18::1"
            })
    void this_machine_private_networks_and_the_internet_are_asked(String address) throws Exception {
        assertThat(ForbiddenAddresses.contain(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void of_a_names_addresses_only_those_that_may_be_asked_are_given() throws Exception {
        assertThat(new CheckedNames(at("fe80::1", "192.168.1.5")).resolve("minio.local"))
                .containsExactly(InetAddress.getByName("192.168.1.5"));
    }

    @Test
    void a_name_that_is_at_no_other_address_is_refused_with_what_it_is_at() {
        assertThatThrownBy(() -> new CheckedNames(at("169.254.169.254", "fd00:ec2::254")).resolve("amplitude.com"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContainingAll("amplitude.com is at", "169.254.169.254", "nothing was sent");
    }

    private static DnsResolver at(String... addresses) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                InetAddress[] all = new InetAddress[addresses.length];
                for (int i = 0; i < all.length; i++) {
                    all[i] = InetAddress.getByName(addresses[i]);
                }
                return all;
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }
}
