package caravan.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * A {@link FaultyProxy} as a process of its own: {@code PORT SEED [kind=weight,…]}. Prints its port as the first line. A line
 * {@code pass} on its standard input ends all faults, {@code hang-up} closes what is open; after each line, {@code counts} too,
 * and at its end it prints how often each fault was at work.
 */
public final class ProxyProcess {
    private static final String WEIGHTS =
            "pass=60,rate=2,drip=1,cut=6,reset=6,half_close=1,black_hole=1,swallow=6,flip=4";

    private ProxyProcess() {}

    public static void main(String[] args) throws Exception {
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        Script script = Script.seeded(Long.parseLong(args[1]), weights(args.length > 2 ? args[2] : WEIGHTS));
        FaultyProxy proxy = new FaultyProxy(server, script);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> say(proxy)));
        System.out.println(proxy.port());
        obey(proxy);
        // Whoever gave no input wants the faults until the process is ended.
        new CountDownLatch(1).await();
    }

    static Map<Fault.Kind, Integer> weights(String text) {
        Map<Fault.Kind, Integer> weights = new EnumMap<>(Fault.Kind.class);
        for (String one : text.split(",")) {
            String[] parts = one.split("=");
            weights.put(Fault.Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)), Integer.parseInt(parts[1]));
        }
        return weights;
    }

    private static void obey(FaultyProxy proxy) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("pass")) {
                proxy.passEverything();
            } else if (line.equals("hang-up")) {
                proxy.hangUp();
            }
            say(proxy);
        }
    }

    private static void say(FaultyProxy proxy) {
        System.out.println("requests=" + proxy.requests().size() + " " + new TreeMap<>(proxy.counts()));
    }
}
