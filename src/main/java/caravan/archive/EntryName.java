package caravan.archive;

import caravan.hour.Hour;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an entry: {@code {project}/{project}_{date}_{H}#{part}.json.gz}, hour padded or not, folder or none, as seen in
 * Amplitude's archives. Only digits and a date are taken from it; the name itself is data and goes nowhere but into the record.
 *
 * @param amplitudeId Amplitude's numeric id of the project, digits only
 * @param part number of the file within its hour, from 0
 */
public record EntryName(String amplitudeId, Hour hour, int part) {
    private static final Pattern SPELLING =
            Pattern.compile("(?:(\\d{1,18})/)?(\\d{1,18})_(\\d{4}-\\d{2}-\\d{2})_(\\d{1,2})#(\\d{1,6})\\.json\\.gz");

    /** @throws IllegalArgumentException for any other spelling; its message quotes the name escaped and cut */
    public static EntryName parse(String name) {
        Matcher matcher = SPELLING.matcher(name);
        if (matcher.matches() && (matcher.group(1) == null || matcher.group(1).equals(matcher.group(2)))) {
            try {
                Hour hour = Hour.of(LocalDate.parse(matcher.group(3)), Integer.parseInt(matcher.group(4)));
                return new EntryName(matcher.group(2), hour, Integer.parseInt(matcher.group(5)));
            } catch (DateTimeException | IllegalArgumentException e) {
                throw new IllegalArgumentException(refusal(name), e);
            }
        }
        throw new IllegalArgumentException(refusal(name));
    }

    private static String refusal(String name) {
        return "entry name '" + Escaped.text(name, 120) + "' is not {project}/{project}_{date}_{H}#{part}.json.gz";
    }
}
