package caravan.cli;

import org.apache.camel.CamelContext;
import picocli.CommandLine.IVersionProvider;

/** As the jar's manifest says it. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"caravan " + own() + ", Apache Camel " + camel()};
    }

    static String own() {
        String own = Version.class.getPackage().getImplementationVersion();
        return own == null ? "(not packaged)" : own;
    }

    static String camel() {
        return CamelContext.class.getPackage().getImplementationVersion();
    }
}
