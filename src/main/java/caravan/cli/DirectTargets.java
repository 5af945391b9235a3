package caravan.cli;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;

/** Every route that another one calls is there. Camel itself would find out when the call is made, with hours under way. */
final class DirectTargets {
    private static final String SCHEME = "direct:";

    private DirectTargets() {}

    /** @throws RoutesRefused naming the caller and what is not there */
    static void check(ModelCamelContext camel) {
        Set<String> there = camel.getRouteDefinitions().stream()
                .map(route -> route.getInput().getEndpointUri())
                .map(DirectTargets::bare)
                .collect(Collectors.toSet());
        for (RouteDefinition route : camel.getRouteDefinitions()) {
            ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class).stream()
                    .map(ToDefinition::getUri)
                    .filter(uri -> uri.startsWith(SCHEME) && !there.contains(bare(uri)))
                    .findFirst()
                    .ifPresent(missing -> {
                        throw new RoutesRefused(
                                "the routes cannot run, nothing was started: route '" + route.getId() + "' calls "
                                        + missing + ", and no route is there by that name; there are "
                                        + there.stream().sorted().toList(),
                                null);
                    });
        }
    }

    /** {@code direct://name} and {@code direct:name} are the same. */
    private static String bare(String uri) {
        return uri.replaceFirst("^direct:(//)?", SCHEME).replaceFirst("\\?.*", "");
    }
}
