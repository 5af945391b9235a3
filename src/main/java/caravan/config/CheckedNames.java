package caravan.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Looks the names of servers up for each connection anew, and gives no {@link ForbiddenAddresses forbidden address}: a name that
 * was harmless when the configuration was read may point elsewhere by now.
 */
public final class CheckedNames implements DnsResolver {
    private final DnsResolver names;

    public CheckedNames() {
        this(SystemDefaultDnsResolver.INSTANCE);
    }

    /** @param names who knows them */
    public CheckedNames(DnsResolver names) {
        this.names = names;
    }

    /** @throws UnknownHostException also where the name has no other than forbidden addresses */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] all = names.resolve(host);
        InetAddress[] good = Arrays.stream(all)
                .filter(address -> !ForbiddenAddresses.contain(address))
                .toArray(InetAddress[]::new);
        if (good.length == 0) {
            throw new UnknownHostException(
                    host + " is at " + Arrays.toString(all) + ", a link-local, metadata, unspecified or multicast"
                            + " address; nothing was sent: check the name server");
        }
        return good;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }
}
