package caravan.report;

import caravan.status.Figures;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What each component of a page's friction says, with its figures. */
final class FrictionWords {
    private FrictionWords() {}

    /** @return empty for a component that it does not know */
    static String of(String component, ResultSet page) throws SQLException {
        long views = page.getLong("views");
        if (component.startsWith("back_and_forth")) {
            return "back and forth in " + Numbers.share(page.getLong("back_and_forth"), views) + " of "
                    + Figures.count(views, "view");
        }
        if (component.startsWith("rage")) {
            return Figures.count(page.getLong("rage_clicks"), "rage click");
        }
        if (component.startsWith("form")) {
            long forms = page.getLong("forms_started");
            return Numbers.share(page.getLong("forms_abandoned"), forms) + " of " + Figures.count(forms, "form")
                    + " not submitted";
        }
        if (component.startsWith("exits_after_error")) {
            return Figures.count(page.getLong("exits_after_error"), "exit") + " right after an error";
        }
        if (component.startsWith("exits_after_search")) {
            return Figures.count(page.getLong("exits_after_search"), "exit") + " right after a search";
        }
        double seconds = page.getDouble("median_seconds_to_first_action");
        return page.wasNull() ? "" : Numbers.seconds(seconds) + " to the first action";
    }
}
