package caravan.report;

import java.io.IOException;
import java.util.List;

/** Where the rows of an answer are written, one by one. */
public interface RowSheet {
    /** Before the first row. */
    void begin(List<AnswerColumn> columns) throws IOException;

    /**
     * @param values one a column, as {@link PlainValue} has them
     * @return whether it takes another one
     */
    boolean row(List<Object> values) throws IOException;

    /** After the last one; not called where the answer broke off. */
    void end() throws IOException;
}
