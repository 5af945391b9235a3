package caravan.status;

import caravan.ledger.ExportFacts;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Sweep;
import java.util.ArrayList;
import java.util.List;

/** What a record says, in short lines. */
final class RecordText {
    /** An hour has as many objects as Amplitude made entries: a few, rarely thousands. */
    static final int OBJECTS = 20;

    private RecordText() {}

    static List<String> of(HourRecord record, String key) {
        List<String> lines = new ArrayList<>();
        lines.add(record.state() + ", revision " + record.revision() + ", committed "
                + Figures.time(record.committedAt()));
        lines.add(key);
        replaced(record, lines);
        if (record.export() != null) {
            lines.add(export(record.export()));
        }
        if (record.checkedAt() != null) {
            lines.add("Asked for again, last at " + Figures.time(record.checkedAt()) + "; what is here stood");
        }
        if (!record.objects().isEmpty()) {
            lines.add(Figures.count(record.objects().size(), "object") + ", " + Figures.count(record.events(), "event")
                    + ", " + Figures.bytes(record.bytes()) + ", " + Figures.count(record.rejected(), "rejected line"));
            record.objects().stream().limit(OBJECTS).forEach(object -> object(object, lines));
            if (record.objects().size() > OBJECTS) {
                lines.add("  and " + Figures.count(record.objects().size() - OBJECTS) + " more, all in the record");
            }
        }
        return lines;
    }

    private static void replaced(HourRecord record, List<String> lines) {
        if (record.revision() == 0) {
            return;
        }
        HourRecord.Replaced former = record.replaced();
        // Records of before 'replaced' was written; above a floor it is not the revision before.
        int revision = former == null ? record.revision() - 1 : former.revision();
        lines.add("Replaced revision " + revision + "; objects that only that one listed are swept after "
                + Figures.time(record.committedAt().plus(Sweep.READERS)));
        if (former != null) {
            lines.add("  It held " + Figures.count(former.events(), "event") + ", " + Figures.bytes(former.bytes())
                    + ", committed " + Figures.time(former.committedAt()));
        }
    }

    private static String export(ExportFacts export) {
        String asked = export.from().equals(export.to()) ? "this hour" : export.from() + " to " + export.to();
        if (export.archiveSha256() == null) {
            return "Asked for " + asked + ", Amplitude said that there is no data, " + Figures.time(export.at());
        }
        return "From the export of " + asked + ", arrived " + Figures.time(export.at()) + ", archive "
                + Figures.printable(export.archiveSha256());
    }

    private static void object(LandedObject object, List<String> lines) {
        lines.add("  " + Figures.printable(object.key()));
        lines.add("    " + Figures.count(object.events(), "event") + ", " + Figures.bytes(object.bytes())
                + (object.rejected() == 0 ? "" : ", " + Figures.count(object.rejected(), "rejected line"))
                + (object.outside() == 0 ? "" : ", " + Figures.count(object.outside(), "event") + " of another hour"));
    }
}
