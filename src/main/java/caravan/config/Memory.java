package caravan.config;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What there is to share between Java's heap and what lies beside it. */
public final class Memory {
    private Memory() {}

    /** Bytes of the machine, or of the container where that has a limit. */
    public static long bytes() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}
