package caravan.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Addresses that nobody is asked at, with our keys in hand or not: link-local ones, where clouds give their machines' own keys
 * away, such metadata services elsewhere, unspecified and multicast ones. Also where IPv6 only carries such an IPv4 address.
 * Private networks are none of them: stores and proxies live there.
 */
public final class ForbiddenAddresses {
    /** Of AWS over IPv6, of Alibaba, of Azure's hosts, of Oracle's older machines. */
    private static final List<InetAddress> METADATA = List.of(
            literal("fd00:ec2::254"), literal("100.100.100.200"), literal("168.63.129.16"), literal("192.0.0.192"));

    private ForbiddenAddresses() {}

    public static boolean contain(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || METADATA.contains(address)
                || address instanceof Inet6Address six && carried(six.getAddress());
    }

    /** IPv4 in IPv6: compatible and mapped, NAT64, 6to4. */
    private static boolean carried(byte[] six) {
        boolean last = zero(six, 0, 10) || begins(six, 0x00, 0x64, 0xff, 0x9b) && zero(six, 4, 12);
        boolean loopback = zero(six, 0, 15) && six[15] == 1;
        if (last && !loopback) {
            return contain(ipv4(six, 12));
        }
        return begins(six, 0x20, 0x02) && contain(ipv4(six, 2));
    }

    private static boolean begins(byte[] six, int... with) {
        return IntStream.range(0, with.length).allMatch(i -> (six[i] & 0xff) == with[i]);
    }

    private static boolean zero(byte[] six, int from, int to) {
        return IntStream.range(from, to).allMatch(i -> six[i] == 0);
    }

    private static InetAddress ipv4(byte[] six, int at) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(six, at, at + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an IPv4 address", e);
        }
    }

    private static InetAddress literal(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(text + " is an address", e);
        }
    }
}
