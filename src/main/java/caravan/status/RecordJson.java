package caravan.status;

import caravan.ledger.ExportFacts;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Ledger;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a record says, for programs.
 *
 * @param entries whether names of entries are in it
 */
record RecordJson(boolean entries) {
    /** Null where there is none that can be read. */
    ObjectNode of(HourCase hour, Ledger ledger) {
        return hour.record()
                .value()
                .map(record -> of(record, ledger.recordKey(record.hour())))
                .orElse(null);
    }

    private ObjectNode of(HourRecord record, String key) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("key", key)
                .put("state", record.state().toString())
                .put("revision", record.revision())
                .put("committedAt", record.committedAt().toString());
        StoryJson.put(json, "checkedAt", record.checkedAt());
        json.put("events", record.events()).put("bytes", record.bytes()).put("rejected", record.rejected());
        if (record.export() != null) {
            export(record.export(), json.putObject("export"));
        }
        if (record.replaced() != null) {
            HourRecord.Replaced former = record.replaced();
            ObjectNode replaced = json.putObject("replaced")
                    .put("revision", former.revision())
                    .put("events", former.events())
                    .put("bytes", former.bytes());
            StoryJson.put(replaced, "committedAt", former.committedAt());
        }
        ArrayNode objects = json.putArray("objects");
        record.objects().stream().limit(RecordText.OBJECTS).forEach(object -> objects.add(object(object)));
        return json.put("moreObjects", record.objects().size() - objects.size());
    }

    private static void export(ExportFacts export, ObjectNode json) {
        json.put("from", export.from().toString())
                .put("to", export.to().toString())
                .put("at", export.at().toString());
        StoryJson.put(json, "archiveSha256", export.archiveSha256());
        if (export.archiveBytes() != null) {
            json.put("archiveBytes", export.archiveBytes());
        }
    }

    private ObjectNode object(LandedObject object) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("key", object.key());
        if (entries) {
            StoryJson.put(json, "entry", object.entry());
        }
        return json.put("events", object.events())
                .put("bytes", object.bytes())
                .put("rejected", object.rejected())
                .put("outside", object.outside())
                .put("sha256", object.sha256());
    }
}
