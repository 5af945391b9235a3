package caravan.cli;

import caravan.failure.OwnerOnly;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The demo's console: a service on what the demo has made, with a token of its own.
 *
 * @param folder of the demo
 */
record DemoConsole(Session session, Path folder) {
    private static final String HOST = "127.0.0.1";
    private static final int PORT = 8080;

    /** What a served demo has set besides: a token, and an address that is free. */
    static Map<String, String> settings(Path folder) throws IOException {
        return Map.of(
                "caravan.http.token-file",
                token(folder).toString(),
                "caravan.http.address",
                HOST + ":" + (isFree() ? PORT : 0));
    }

    private static boolean isFree() {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(HOST, PORT));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Made once, for the owner of the demo alone. Moved there as a whole: a crash leaves no file without a token. */
    static Path token(Path folder) throws IOException {
        Path file = folder.resolve("token");
        if (!Files.exists(file) || Files.size(file) == 0) {
            byte[] drawn = new byte[24];
            new SecureRandom().nextBytes(drawn);
            Files.createDirectories(folder);
            Path made = Files.createTempFile(folder, "token", ".new", OwnerOnly.FILE.of(file));
            Files.writeString(made, HexFormat.of().formatHex(drawn));
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    /** Until the process is told to stop. */
    void serve(PrintStream out) throws IOException {
        try (Engine engine = session.engine(Engine.Life.DEMO)) {
            engine.whenStarted(address -> say(address, out));
            engine.runUntilStopped();
        }
    }

    private void say(URI address, PrintStream out) {
        out.println();
        out.println("The console is at " + link(address, session.settings().httpTokenFile()));
        out.println("Ctrl-C ends it.");
        out.flush();
    }

    /** The token is behind the mark that a browser sends to nobody: the page takes it from there. */
    static String link(URI address, Optional<Path> token) {
        if (token.isEmpty()) {
            return address + "/";
        }
        try {
            return address + "/#token=" + Files.readString(token.get()).strip();
        } catch (IOException e) {
            return address + "/ (its token cannot be read from " + token.get() + ": " + e
                    + "; without it the console is read-only)";
        }
    }
}
