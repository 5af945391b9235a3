package caravan.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** CSV after RFC 4180, with a header. */
public final class CsvRows implements RowSheet {
    private final CSVPrinter printer;

    public CsvRows(Writer out) throws IOException {
        printer = new CSVPrinter(out, CSVFormat.RFC4180);
    }

    @Override
    public void begin(List<AnswerColumn> columns) throws IOException {
        printer.printRecord(columns.stream().map(AnswerColumn::name).toList());
    }

    @Override
    public boolean row(List<Object> values) throws IOException {
        List<String> texts = new ArrayList<>(values.size());
        for (Object value : values) {
            texts.add(PlainText.of(value));
        }
        printer.printRecord(texts);
        return true;
    }

    @Override
    public void end() throws IOException {
        printer.flush();
    }
}
