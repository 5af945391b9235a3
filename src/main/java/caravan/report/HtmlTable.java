package caravan.report;

import java.util.List;

/** A table of a page. It scrolls by itself where the page is narrow. */
final class HtmlTable {
    private final StringBuilder html;
    private final List<String> kinds;

    /**
     * @param title said by screen readers
     * @param heads begin with {@code #} where the column holds numbers
     */
    HtmlTable(String title, String... heads) {
        kinds = List.of(heads).stream()
                .map(head -> head.startsWith("#") ? " class=\"n\"" : "")
                .toList();
        html = new StringBuilder("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"" + Markup.text(title)
                + "\"><table><caption class=\"unseen\">" + Markup.text(title) + "</caption><thead><tr>");
        for (int i = 0; i < heads.length; i++) {
            html.append("<th scope=\"col\"")
                    .append(kinds.get(i))
                    .append('>')
                    .append(Markup.text(heads[i].replaceFirst("^#", "")))
                    .append("</th>");
        }
        html.append("</tr></thead><tbody>\n");
    }

    /** @param cells as HTML; the first is the row's head */
    HtmlTable row(String... cells) {
        html.append("<tr><th scope=\"row\"")
                .append(kinds.get(0))
                .append('>')
                .append(cells[0])
                .append("</th>");
        for (int i = 1; i < cells.length; i++) {
            html.append("<td")
                    .append(i < kinds.size() ? kinds.get(i) : "")
                    .append('>')
                    .append(cells[i])
                    .append("</td>");
        }
        html.append("</tr>\n");
        return this;
    }

    /** A row whose cells say themselves what they are. */
    HtmlTable raw(String cells) {
        html.append("<tr>").append(cells).append("</tr>\n");
        return this;
    }

    @Override
    public String toString() {
        return html + "</tbody></table></div>\n";
    }
}
