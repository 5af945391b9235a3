package caravan.config;

import caravan.archive.Escaped;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells a name that is misspelt, or stands in the wrong place, from one that is none of our business. Values are never named: a misspelt key may hold a secret. */
final class UnknownNames {
    private static final int MISSPELT = 2;
    private static final String OF_THE_LAUNCHER = "CARAVAN_JAVA_OPTS";

    /** Kubernetes sets these in every pod where a service is named caravan or caravan-something. */
    private static final Pattern KUBERNETES = Pattern.compile(
            "CARAVAN(_[A-Z0-9_]+)?_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_\\d+_[A-Z]+(_[A-Z]+)?)?)");

    private UnknownNames() {}

    static Optional<String> problem(Layer.Kind kind, Layer.Entry entry) {
        String name = entry.name();
        if (kind == Layer.Kind.ENVIRONMENT
                && (name.equals(OF_THE_LAUNCHER) || KUBERNETES.matcher(name).matches())) {
            return Optional.empty();
        }
        return kind.environmentNames() ? inEnvironment(kind, entry) : inProperties(kind, entry);
    }

    private static Optional<String> inProperties(Layer.Kind kind, Layer.Entry entry) {
        String name = entry.name();
        if (name.startsWith("AMP_") || name.startsWith("AWS_") || name.startsWith(KeyNames.OWN_ENVIRONMENT)) {
            String instead = KeyNames.fromEnvironment(name)
                    .or(() -> KeyNames.ofOtherName(name).map(Key::spelling))
                    .map(key -> "; here it is " + key)
                    .orElse("");
            return Optional.of(said(entry) + " is a name for the environment and .env" + instead);
        }
        // In a file it may be a placeholder of somebody's routes; who types one of our names without its head means
        // ours.
        boolean headless =
                kind == Layer.Kind.SET && KeyNames.known(KeyNames.OWN + name).isPresent();
        boolean ours = headless || nearlyOurs(name, "\\.", MISSPELT);
        return ours
                ? Optional.of(unknown(entry, KeyNames.nearest(headless ? KeyNames.OWN + name : name)))
                : CamelKeys.problem(entry);
    }

    private static Optional<String> inEnvironment(Layer.Kind kind, Layer.Entry entry) {
        String name = entry.name();
        if (name.contains(".") && nearlyOurs(name, "\\.", MISSPELT)) {
            return Optional.of(unknown(entry, KeyNames.nearest(name)));
        }
        // Other programs have variables too: one letter of CARAVAN may differ there, not two.
        if (name.contains("_") && nearlyOurs(name, "_", kind == Layer.Kind.ENVIRONMENT ? 1 : MISSPELT)) {
            return Optional.of(unknown(entry, KeyNames.nearestEnvironment(name)));
        }
        String nearest = Nearest.of(name, KeyNames.otherNames());
        boolean looked = nearest.startsWith("AMP_") || kind == Layer.Kind.DOT_ENV && !SdkNames.isOne(name);
        boolean misspelt = looked && Nearest.distance(name, nearest) <= MISSPELT;
        return misspelt ? Optional.of(unknown(entry, nearest)) : Optional.empty();
    }

    private static boolean nearlyOurs(String name, String separator, int atMost) {
        String first = name.split(separator, 2)[0];
        return Nearest.distance(first.toLowerCase(Locale.ROOT), "caravan") <= atMost;
    }

    private static String unknown(Layer.Entry entry, String nearest) {
        return said(entry) + " is not a key; the nearest one is " + nearest;
    }

    static String said(Layer.Entry entry) {
        String name = Escaped.text(entry.name(), 100);
        return entry.origin().endsWith(" " + entry.name()) ? entry.origin() : name + " (" + entry.origin() + ")";
    }
}
