package caravan.config;

import caravan.config.Accepted.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Which servers are asked: the Export API, which gets the credentials of a project, and the store. */
final class Addresses {
    private Addresses() {}

    /** Of the Export API: https, plain http only to this machine; no path. */
    static Accepted<URI> amplitude() {
        return new Accepted<>("https://host or https://host:port, http only to loopback", text -> {
            URI uri = parse(text);
            if (uri.getScheme().equalsIgnoreCase("http") && !Host.of(uri).loopback()) {
                throw new Refusal("plain http would show the keys to the network");
            }
            if (!uri.getPath().isEmpty() && !uri.getPath().equals("/")) {
                throw new Refusal("the base alone, without a path");
            }
            return base(uri, "");
        });
    }

    /** Of a store: stores in one's own network often have no certificate, and some are below a path. */
    static Accepted<URI> store() {
        return new Accepted<>("https://host[:port] or http://host[:port]", text -> {
            URI uri = parse(text);
            String path = uri.getPath().replaceFirst("/+$", "");
            if (!path.matches("(/[A-Za-z0-9._-]+)*") || path.contains("..")) {
                throw new Refusal("a path, where there is one, is of [A-Za-z0-9._-]");
            }
            return base(uri, path);
        });
    }

    /** Of a server like Google Cloud Storage; without a scheme, as the variable of emulators is often written, it is http. */
    static Accepted<URI> gcs() {
        return new Accepted<>("https://host or https://host:port, http only to loopback", text -> {
            URI uri = parse(text.contains("://") ? text : "http://" + text);
            if (uri.getScheme().equalsIgnoreCase("http") && !Host.of(uri).loopback()) {
                throw new Refusal("plain http would show the events to the network");
            }
            if (!uri.getPath().isEmpty() && !uri.getPath().equals("/")) {
                throw new Refusal("the base alone, without a path");
            }
            return base(uri, "");
        });
    }

    /** Of one of Google's APIs: what is sent there carries an access token, which no other server is to see. */
    static Accepted<URI> google() {
        return new Accepted<>("https://host[:port] within googleapis.com, or loopback", text -> {
            URI uri = parse(text);
            if (!GoogleAddress.is(uri) && !Host.of(uri).loopback()) {
                throw new Refusal("credentials would go to another server than Google's");
            }
            if (!uri.getPath().isEmpty() && !uri.getPath().equals("/")) {
                throw new Refusal("the base alone, without a path");
            }
            return base(uri, "");
        });
    }

    /** Of a webhook: the whole of it is a secret, so nothing of it is said. */
    static void requireWebhook(String text) {
        URI uri = http(text);
        Accepted.check(uri.getRawFragment() == null);
        if (uri.getScheme().equalsIgnoreCase("http") && !Host.of(uri).loopback()) {
            throw new Refusal("plain http would show it to the network");
        }
        checked(uri);
    }

    private static URI parse(String text) {
        URI uri = http(text);
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new Refusal("no query and no fragment");
        }
        return checked(uri);
    }

    private static URI http(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new Refusal("not an address");
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !scheme.equals("http") && !scheme.equals("https")) {
            throw new Refusal("not an http address");
        }
        if (uri.getRawUserInfo() != null) {
            throw new Refusal("a login in the address is not used; keys have keys of their own");
        }
        return uri;
    }

    private static URI checked(URI uri) {
        if (uri.getPort() > 65_535 || uri.getPort() == 0) {
            throw new Refusal("no such port");
        }
        Host.of(uri).refuseIfForbidden();
        return uri;
    }

    private static URI base(URI uri, String path) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return URI.create(uri.getScheme().toLowerCase(Locale.ROOT) + "://"
                + uri.getHost().toLowerCase(Locale.ROOT) + port + path);
    }
}
