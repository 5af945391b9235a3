package caravan.store;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;

/**
 * Objects and ledger must be in one bucket. The objects' bucket is in a route that people may edit, the ledger's in the
 * configuration: a route that puts elsewhere would make records of objects that the ledger's bucket does not hold.
 */
public final class StoreRouteGuard {
    private static final String ROUTE = "put-object";
    private static final String SCHEME = "aws2-s3:";

    private StoreRouteGuard() {}

    /** @throws IllegalStateException where the route puts objects into another bucket than this, or into none */
    public static void check(ModelCamelContext context, String bucket) {
        List<String> named = buckets(context);
        if (named.isEmpty()) {
            throw new IllegalStateException("the route " + ROUTE + " has no " + SCHEME
                    + " endpoint, but caravan.store is s3 with bucket '" + bucket
                    + "'; take routes/stores/s3.camel.yaml as it came");
        }
        for (String other : named) {
            if (!other.equals(bucket)) {
                throw new IllegalStateException("the route " + ROUTE + " puts objects into bucket '" + other
                        + "', but the ledger is in '" + bucket
                        + "'; set caravan.s3.bucket in application.properties instead");
            }
        }
    }

    private static List<String> buckets(ModelCamelContext context) {
        RouteDefinition route = context.getRouteDefinition(ROUTE);
        if (route == null) {
            return List.of();
        }
        return Stream.concat(
                        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class).stream()
                                .map(ToDefinition::getUri),
                        uris(ProcessorDefinitionHelper.filterTypeInOutputs(
                                route.getOutputs(), ToDynamicDefinition.class)))
                .map(context::resolvePropertyPlaceholders)
                .filter(uri -> uri.startsWith(SCHEME))
                .map(StoreRouteGuard::bucket)
                .toList();
    }

    private static Stream<String> uris(Collection<ToDynamicDefinition> dynamic) {
        return dynamic.stream().map(ToDynamicDefinition::getUri);
    }

    private static String bucket(String uri) {
        String path = uri.substring(SCHEME.length()).split("\\?", 2)[0];
        return path.startsWith("//") ? path.substring(2) : path;
    }
}
