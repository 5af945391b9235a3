package caravan.cli;

import caravan.observe.Health;
import java.util.List;
import org.apache.camel.ServiceStatus;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;

/** Camel says that all is well with a route that has stopped: so those that were loaded are looked at, each. */
final class LoadedRoutes extends MainListenerSupport implements Health.RunningRoutes {
    private volatile ModelCamelContext camel;
    private volatile List<String> expected = List.of();

    @Override
    public void afterConfigure(BaseMainSupport main) {
        camel = (ModelCamelContext) main.getCamelContext();
        expected = camel.getRouteDefinitions().stream()
                .filter(route -> !"false".equals(route.getAutoStartup()))
                .map(RouteDefinition::getRouteId)
                .toList();
    }

    @Override
    public List<String> expected() {
        return expected;
    }

    @Override
    public List<String> stopped() {
        return expected.stream().filter(route -> !isStarted(route)).toList();
    }

    private boolean isStarted(String route) {
        ServiceStatus status = camel.getRouteController().getRouteStatus(route);
        return status != null && status.isStarted();
    }
}
