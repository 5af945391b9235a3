package caravan.observe;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.function.Supplier;

/** The few figures of the JVM that say whether it has enough of what it needs; the same names whatever its collector. */
final class JvmMeters {
    private JvmMeters() {}

    static void bindTo(MeterRegistry registry) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        gauge(registry, Metric.MEMORY_USED, () -> memory.getHeapMemoryUsage().getUsed(), "heap");
        gauge(registry, Metric.MEMORY_USED, () -> memory.getNonHeapMemoryUsage().getUsed(), "nonheap");
        gauge(registry, Metric.MEMORY_MAX, () -> memory.getHeapMemoryUsage().getMax(), "heap");
        long started = ManagementFactory.getRuntimeMXBean().getStartTime();
        gauge(registry, Metric.STARTED, () -> started / 1000.0);
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            FunctionCounter.builder(Metric.GC.toString(), collector, each -> each.getCollectionTime() / 1e3)
                    .description(Metric.GC.meaning())
                    .tags(Metric.GC.tags(collector.getName()))
                    .register(registry);
        }
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        FunctionCounter.builder(Metric.CPU.toString(), system, each -> each.getProcessCpuTime() / 1e9)
                .description(Metric.CPU.meaning())
                .register(registry);
    }

    private static void gauge(MeterRegistry registry, Metric metric, Supplier<Number> value, String... values) {
        Gauge.builder(metric.toString(), value)
                .description(metric.meaning())
                .tags(metric.tags(values))
                .register(registry);
    }
}
