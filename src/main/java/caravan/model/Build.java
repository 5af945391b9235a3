package caravan.model;

import caravan.warehouse.WarehouseFault;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** One model on its way into the warehouse: in one transaction with its hooks, so that it is as it was, or as it is meant to be. */
final class Build {
    private final Model model;
    private final Compiled compiled;
    private final Tables tables;
    private final boolean appends;
    private final List<String> statements = new ArrayList<>();

    /** @param full whether rows that are there already go */
    static Build of(ModelProject project, Model model, Tables tables, boolean full) throws SQLException {
        boolean appends = !full
                && model.config().kind() == ModelConfig.Kind.INCREMENTAL
                && tables.find(model.relation()).filter(Tables.Found::isTable).isPresent();
        return new Build(model, project.compiled(model, appends), tables, appends);
    }

    private Build(Model model, Compiled compiled, Tables tables, boolean appends) {
        this.model = model;
        this.compiled = compiled;
        this.tables = tables;
        this.appends = appends;
    }

    /** Those of the query against those of the table that it is to be added to; of what is made anew there are none. */
    ChangedColumns changedColumns() throws SQLException {
        return appends
                ? ChangedColumns.between(tables.columns(model.relation()), tables.columns(compiled.query()))
                : new ChangedColumns(List.of());
    }

    /**
     * All of it, without its hooks and without a row, so that what reads it can be tried too.
     *
     * @throws SQLException where DuckDB does not understand the query
     */
    void tryOut() throws SQLException {
        if (!appends) {
            clear();
            tables.run(create() + (isView() ? "" : " with no data"));
        }
    }

    /** @return rows that were written; none of a view */
    OptionalLong run(String fingerprint) throws SQLException {
        for (String sql : compiled.before()) {
            execute(sql);
        }
        long rows = appends ? execute(insert()) : make();
        for (String sql : compiled.after()) {
            execute(sql);
        }
        tables.comment(isView() ? "view" : "table", model.relation(), fingerprint);
        return isView() ? OptionalLong.empty() : OptionalLong.of(rows);
    }

    /** What was run, up to what failed. */
    List<String> statements() {
        return statements;
    }

    private long make() throws SQLException {
        clear();
        return execute(create());
    }

    /** A view that becomes a table, or the other way round: the one is not replaced by the other. */
    private void clear() throws SQLException {
        boolean other = tables.find(model.relation())
                .filter(found -> found.isTable() == isView())
                .isPresent();
        if (other) {
            execute("drop " + (isView() ? "table " : "view ") + model.relation());
        }
    }

    private String create() {
        return "create or replace " + (isView() ? "view " : "table ") + model.relation() + " as (\n" + compiled.query()
                + "\n)";
    }

    private String insert() {
        return "insert into " + model.relation() + " by name (\n" + compiled.query() + "\n)";
    }

    private boolean isView() {
        return model.config().kind() == ModelConfig.Kind.VIEW;
    }

    private long execute(String sql) throws SQLException {
        statements.add(sql);
        return tables.run(sql);
    }

    /** What people are told of what DuckDB said. */
    IOException failed(SQLException said, CompiledFiles files) {
        String what = "model " + model.relation() + " (" + model.file().path() + ")";
        if (WarehouseFault.isOfTheMachine(said)) {
            return WarehouseFault.by(what, said);
        }
        if (statements.isEmpty()) {
            statements.add(compiled.query());
        }
        return new ModelFailed(
                what + " failed in DuckDB: "
                        + String.valueOf(said.getMessage()).strip() + "\n" + files.write(model, statements)
                        + ". It is as it was before; a refresh takes up everything again once the model is right",
                said);
    }
}
