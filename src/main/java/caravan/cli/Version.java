package caravan.cli;

import org.apache.camel.CamelContext;
import picocli.CommandLine.IVersionProvider;

/** As the jar's manifest says it. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String own = Version.class.getPackage().getImplementationVersion();
        String camel = CamelContext.class.getPackage().getImplementationVersion();
        return new String[] {"caravan " + (own == null ? "(not packaged)" : own) + ", Apache Camel " + camel};
    }
}
