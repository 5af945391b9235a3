package caravan.report;

import caravan.report.Report.Company;
import java.sql.SQLException;
import java.util.List;

/** The companies with the most users. */
record CompanyReading(Answers answers) {
    List<Company> of(String project, int atMost) throws SQLException {
        if (!answers.has("gold", "company_visits")) {
            return List.of();
        }
        return answers.all(
                """
                with pages as (
                    select company, page_path, sum(views) as views from gold.company_visits where project = ? group by all
                ), top as (select company, arg_max(page_path, row(views, page_path)) as page_path from pages group by company)
                select visits.company, arg_max(company_source, company_confidence), max(company_confidence),
                       count(distinct user_key) as users, sum(views) as views, any_value(top.page_path)
                from gold.company_visits as visits join top on top.company = visits.company
                where project = ? and visits.company is not null
                group by visits.company order by users desc, views desc, visits.company limit
                """ + atMost,
                row -> new Company(
                        row.getString(1),
                        row.getString(2),
                        row.getDouble(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getString(6)),
                project,
                project);
    }
}
