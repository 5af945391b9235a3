package caravan.snowflake;

import caravan.config.SnowflakeSettings;
import caravan.config.SnowflakeSettings.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which role may do what in the loader's schema. */
record LoaderRights(SnowflakeSettings settings, String refresher) {
    List<String> statements() {
        boolean piped = settings.load() == Load.SNOWPIPE;
        List<String> all = new ArrayList<>();
        String loader = " to role " + settings.role();
        all.add("grant select, insert, update, delete on table loads" + loader);
        all.add("grant select, update on table gate" + loader);
        all.add("grant select, insert on table replaced" + loader);
        all.add("grant usage on file format " + Lines.FORMAT.toLowerCase(Locale.ROOT) + loader);
        all.add("grant usage on stage " + settings.stage() + loader);
        if (piped) {
            all.add("grant select on table piped" + loader);
            all.add("grant select, insert, delete on table objects" + loader);
            all.add("grant select on view events" + loader);
            all.add("grant select on view rejected" + loader);
            all.add("grant operate, monitor on pipe " + settings.pipe() + loader);
        } else {
            all.add("grant select, insert, delete on table events" + loader);
            all.add("grant select, insert, delete on table rejected" + loader);
        }
        String reader = " to role " + refresher;
        all.add("grant select on table loads" + reader);
        all.add("grant select on table replaced" + reader);
        all.add("grant select, insert, delete on table refreshes" + reader);
        all.add("grant select on " + (piped ? "view" : "table") + " events" + reader);
        all.add("grant select on stream new_loads" + reader);
        return all;
    }
}
