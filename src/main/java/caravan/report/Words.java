package caravan.report;

import caravan.report.Report.Collision;
import caravan.report.Report.NewName;
import caravan.report.Report.NewNames;
import caravan.report.Report.Reason;
import caravan.report.Report.Wrong;
import caravan.status.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Sentences that the report has alike in the terminal and in a browser. Names in them are as they came: whoever shows them escapes. */
final class Words {
    private Words() {}

    /** {@code group 95 %}: how a company is known, and how sure that is. */
    static String known(Report.Company company) {
        return (company.source() == null ? "unknown" : company.source()) + " " + Numbers.percent(company.confidence());
    }

    /** {@code event}, or {@code event property of Page Viewed}. */
    static String kind(String kind, String eventType) {
        return kind.equals("event property") && eventType != null ? "property of " + eventType : kind;
    }

    static String kind(NewName name) {
        return kind(name.kind(), name.eventType());
    }

    /** One sentence on what is new; empty names need no list. */
    static String news(NewNames names) {
        if (names.counts().isEmpty()) {
            return names.all() ? "Nothing yet." : "Nothing: each event type and property is older than a week.";
        }
        String counts = names.counts().entrySet().stream()
                .map(count -> Figures.count(count.getValue(), count.getKey()))
                .collect(Collectors.joining(", "));
        return names.all() ? "All of it (" + counts + "): the events begin in this week." : counts + ".";
    }

    /** What is wrong, a sentence each; empty where nothing is. */
    static List<String> wrong(Wrong wrong) {
        List<String> sentences = new ArrayList<>();
        wrong.due()
                .filter(due -> due > 0)
                .ifPresent(due -> sentences.add(Figures.count(due, "hour") + (due == 1 ? " is" : " are")
                        + " due: not in the store yet (./caravan status)."));
        if (wrong.missing() > 0) {
            sentences.add(Figures.count(wrong.missing(), "hour") + (wrong.missing() == 1 ? " is" : " are")
                    + " missing between the first and the newest (./caravan status says why).");
        }
        if (wrong.notInModels() > 0) {
            sentences.add(Figures.count(wrong.notInModels(), "hour")
                    + (wrong.notInModels() == 1 ? " is" : " are")
                    + " loaded, but not in these figures yet (./caravan refresh).");
        }
        if (wrong.rejected() > 0) {
            sentences.add(Figures.count(wrong.rejected(), "line") + " could not be read as events: "
                    + wrong.reasons().stream().map(Words::reason).collect(Collectors.joining("; ")) + ".");
        }
        wrong.collisions().forEach(collision -> sentences.add(collision(collision)));
        return sentences;
    }

    private static String reason(Reason reason) {
        return Figures.count(reason.lines()) + " × " + reason.words();
    }

    private static String collision(Collision collision) {
        String kind = collision.kind().equals("event") ? "event type" : kind(collision.kind(), collision.eventType());
        return "One " + kind + " is spelled in " + collision.spellings().size() + " ways: "
                + String.join(", ", collision.spellings()) + ".";
    }
}
