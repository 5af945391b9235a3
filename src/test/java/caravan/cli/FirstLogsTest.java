package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class FirstLogsTest {
    @Test
    void logback_finds_it_as_a_service() {
        assertThat(ServiceLoader.load(Configurator.class)).hasAtLeastOneElementOfType(FirstLogs.class);
    }

    @Test
    void before_the_configuration_is_known_only_warnings_are_written() {
        LoggerContext context = new LoggerContext();
        assertThat(new FirstLogs().configure(context))
                .isEqualTo(Configurator.ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
        assertThat(context.getLogger("anything").getEffectiveLevel()).isEqualTo(Level.WARN);
        assertThat(context.getLogger("ROOT").iteratorForAppenders())
                .toIterable()
                .hasSize(1);
    }
}
