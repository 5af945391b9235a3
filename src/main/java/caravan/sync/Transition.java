package caravan.sync;

import caravan.ledger.HourRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An hour became something else: the one log line of it, and word to whoever looks on. */
final class Transition {
    private static final Logger LOG = LoggerFactory.getLogger(Transition.class);

    private Transition() {}

    static void tell(HourLanding landing, HourRecord record) {
        LOG.info(
                "hour project={} hour={} from={} to={} revision={} run={} kind=- objects={} events={} bytes={} rejected={}",
                record.project(),
                record.hour(),
                landing.base().former().map(former -> former.state().toString()).orElse("due"),
                record.state(),
                record.revision(),
                landing.export().project().run().id(),
                record.objects().size(),
                record.events(),
                record.bytes(),
                record.rejected());
        landing.export().window().progress().committed(record.events(), record.bytes());
        landing.export().project().watch().recorded(record);
    }
}
