package caravan.snowflake;

import caravan.config.SnowflakeSettings;
import java.util.List;

/** What brings silver and gold up to date, without Caravan. */
record TaskParts(SnowflakeSettings settings, String refresher, boolean onSchedule) {
    SetupPart part() {
        String woken = "intermediate.refresh_when_loaded";
        String scheduled = "intermediate.refresh_hourly";
        return new SetupPart(
                "Tasks",
                List.of(
                        "Two ways, one of them is switched on: woken by what is loaded, five minutes apart at least, or by the clock.",
                        "./caravan snowflake setup --schedule switches the other one on."),
                List.of(
                        "use role " + refresher,
                        "use warehouse " + settings.warehouse(),
                        "use database " + settings.database(),
                        "create task if not exists " + woken + " warehouse = " + settings.warehouse()
                                + " user_task_minimum_trigger_interval_in_seconds = 300 user_task_timeout_ms = 7200000\nwhen system$stream_has_data('"
                                + settings.database() + "." + settings.schema()
                                + ".NEW_LOADS')\nas call intermediate.refresh()",
                        "create task if not exists " + scheduled + " warehouse = " + settings.warehouse()
                                + " schedule = 'USING CRON 45 * * * * UTC' user_task_timeout_ms = 7200000\nas call intermediate.refresh()",
                        "alter task " + (onSchedule ? woken : scheduled) + " suspend",
                        "alter task " + (onSchedule ? scheduled : woken) + " resume"));
    }
}
