package caravan.warehouse;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A field of an event that has a column of its own in {@code bronze.events}.
 *
 * @param key as Amplitude spells it, exactly: {@code UUID} is not {@code uuid}
 * @param json whether the column holds JSON; else text: of a scalar its own, of anything else its JSON
 */
public record Field(String column, String key, boolean json) {
    public static final List<Field> ALL = Stream.concat(
                    fields(
                            false,
                            "uuid insert_id=$insert_id event_type event_id amplitude_id user_id device_id session_id"
                                    + " event_time client_event_time client_upload_time server_received_time"
                                    + " server_upload_time processed_time user_creation_time app platform os_name os_version"
                                    + " device_family device_type device_manufacturer device_brand device_model"
                                    + " device_carrier language country region city dma ip_address location_lat"
                                    + " location_lng library version_name start_version adid idfa amplitude_event_type"
                                    + " data_type source_id partner_id insert_key=$insert_key"),
                    fields(
                            true,
                            "event_schema=$schema sample_rate paying is_attribution_event amplitude_attribution_ids"
                                    + " event_groups=groups data plan event_properties user_properties group_properties"
                                    + " global_user_properties"))
            .toList();

    private static Stream<Field> fields(boolean json, String all) {
        return Arrays.stream(all.split(" ")).map(text -> {
            String[] names = text.split("=");
            return new Field(names[0], names[names.length - 1], json);
        });
    }

    /** What {@code json_transform} takes: one pass over a line gives all of them. */
    static String structure() {
        return ALL.stream()
                .map(field -> "\"" + field.key + "\":\"" + (field.json ? "JSON" : "VARCHAR") + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** All of them, apart by commas. */
    public static String columns() {
        return ALL.stream().map(Field::column).collect(Collectors.joining(", "));
    }

    /** @param of what {@code json_transform} gave */
    static String values(String of) {
        return ALL.stream().map(field -> of + ".\"" + field.key + "\"").collect(Collectors.joining(", "));
    }
}
