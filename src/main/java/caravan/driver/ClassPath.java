package caravan.driver;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;

/**
 * The class path of this process, which can grow while it runs. {@code Launcher-Agent-Class} in the manifest names this class, so it
 * is called before {@code main} where Java is started with {@code -jar}.
 */
public final class ClassPath {
    private static volatile Instrumentation jvm;

    private ClassPath() {}

    /** For Java itself. No class is looked at or changed by it. */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        jvm = instrumentation;
    }

    static boolean canGrow() {
        return jvm != null;
    }

    static void add(List<Path> jars) throws IOException {
        for (Path jar : jars) {
            try (JarFile opened = new JarFile(jar.toFile())) {
                jvm.appendToSystemClassLoaderSearch(opened);
            }
        }
    }
}
