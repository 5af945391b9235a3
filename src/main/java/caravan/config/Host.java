package caravan.config;

import caravan.config.Accepted.Refusal;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The host of an address as it is written; no name is looked up. */
record Host(String name, Optional<InetAddress> literal) {
    private static final Set<String> METADATA = Set.of(
            "metadata.google.internal", "metadata.goog", "metadata", "instance-data", "instance-data.ec2.internal");
    private static final String QUAD = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final String IPV4 = "(?:" + QUAD + "\\.){3}" + QUAD;

    static Host of(URI uri) {
        String name = uri.getHost().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        // The last label decides: Java and libc read 2852039166 or 0xA9FEA9FE as IPv4 addresses, so only the plain
        // spelling is one.
        boolean numeric = name.substring(name.lastIndexOf('.') + 1).matches("\\d+|0x[0-9a-f]*");
        if (!name.startsWith("[") && !numeric) {
            return new Host(name, Optional.empty());
        }
        if (numeric && !name.matches(IPV4) || name.contains("%")) {
            throw new Refusal("an unusual spelling of a numeric address");
        }
        try {
            return new Host(name, Optional.of(InetAddress.getByName(name)));
        } catch (UnknownHostException e) {
            throw new Refusal("not a numeric address");
        }
    }

    boolean loopback() {
        return literal.map(InetAddress::isLoopbackAddress).orElse(name.equals("localhost"));
    }

    /** Whoever answers there would get our keys, or give a cloud machine's own keys away. */
    void refuseIfForbidden() {
        if (literal.map(ForbiddenAddresses::contain).orElse(METADATA.contains(name))) {
            throw new Refusal("a link-local, metadata, unspecified or multicast address is no such server");
        }
    }
}
