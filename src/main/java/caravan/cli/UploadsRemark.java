package caravan.cli;

import caravan.config.S3Keys;
import caravan.setup.Remark;
import caravan.store.UnfinishedUploads;

/**
 * What to say of a bucket's rule for uploads that were never finished. Advice in any case: nothing is wrong without it.
 *
 * @param prefix what the rule has to hold for
 */
record UploadsRemark(S3Keys s3, String prefix) {
    private static final int DAYS = 7;

    Remark on(UnfinishedUploads found) {
        if (found instanceof UnfinishedUploads.Deleted deleted) {
            return Remark.good("parts of unfinished uploads are deleted after " + Amounts.text(deleted.days(), "day"));
        }
        if (found instanceof UnfinishedUploads.Unseen unseen) {
            return Remark.unseen(
                    "whether parts of unfinished uploads are deleted: " + unseen.why(),
                    "look by hand for a rule AbortIncompleteMultipartUpload; such parts cost money, and nobody sees them");
        }
        int others = ((UnfinishedUploads.Kept) found).others();
        return Remark.advice(
                "no rule of the bucket deletes the parts of unfinished uploads; they cost money, and nobody sees them",
                others == 0 ? "add one:\n" + command() : added(others));
    }

    private String command() {
        return " aws s3api put-bucket-lifecycle-configuration --bucket " + s3.bucket() + " \\\n"
                + s3.endpoint().map(url -> "   --endpoint-url " + url + " \\\n").orElse("")
                + "   --lifecycle-configuration '{\"Rules\": [" + rule() + "]}'";
    }

    /** The command replaces all rules that are there. */
    private String added(int others) {
        return "add this one to its " + Amounts.text(others, "rule")
                + "; put-bucket-lifecycle-configuration takes all of"
                + " them together, and drops what it is not given:\n   " + rule();
    }

    /** In lines that fit a terminal; JSON does not mind. */
    private String rule() {
        return String.join(
                "\n     ",
                "{\"ID\": \"unfinished-uploads\",",
                "\"Status\": \"Enabled\", \"Filter\": {\"Prefix\": \"" + prefix + "\"},",
                "\"AbortIncompleteMultipartUpload\": {\"DaysAfterInitiation\": " + DAYS + "}}");
    }
}
