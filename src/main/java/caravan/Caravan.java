package caravan;

import caravan.cli.Engine;
import caravan.cli.StoreAccess;
import caravan.config.Configuration;
import caravan.config.Home;
import caravan.sync.Run;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

public class Caravan {
    public static void main(String[] args) throws Exception {
        Home home = Home.detect();
        Configuration c = Configuration.load(Map.of(), System.getenv(), home, Clock.systemUTC());
        try (StoreAccess access = StoreAccess.of(c.settings());
                Engine engine = new Engine(c, access, Path.of("routes"), Engine.Life.ONE_SHOT, Clock.systemUTC())) {
            engine.start();
            Run run = engine.sync(Run.ofEverything());
            System.out.println("landed " + run.landedHours() + " empty " + run.emptyHours() + " requests "
                    + run.requests() + " failures " + run.failures());
        }
    }
}
