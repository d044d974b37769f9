package io.karat.ui;

import io.karat.ui.Desk.Notice;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages and their parts, checked against what they show when the hub is built. */
@CheckedTemplate
final class Templates {

    private Templates() {}

    static native TemplateInstance login(SignInForm form);

    static native TemplateInstance fault(Fault fault);

    static native TemplateInstance overview(Frame frame, Overview overview);

    static native TemplateInstance reviews(Frame frame, Desk desk);

    static native TemplateInstance desk(Frame frame, Desk desk);

    static native TemplateInstance outlook(OutlookPage.Outlook outlook);

    static native TemplateInstance bulk(Frame frame, BulkSheet sheet, @Nullable Notice notice);

    static native TemplateInstance bulkpart(Frame frame, BulkSheet sheet);

    static native TemplateInstance bulkindex(Frame frame, BulkSheet.Index index);

    static native TemplateInstance work(Frame frame, WorkSheet sheet);

    static native TemplateInstance golden(Frame frame, GoldenSheet sheet, PinForm pin);

    static native TemplateInstance preview(Frame frame, PreviewSheet sheet);

    static native TemplateInstance compare(Frame frame, CompareSheet sheet);

    static native TemplateInstance graph(Frame frame, GraphSheet sheet);

    static native TemplateInstance paletteoptions(List<PalettePage.Option> options);

    static native TemplateInstance matching(Frame frame, MatchingSheet sheet);

    static native TemplateInstance underway(MatchingSheet sheet);

    static native TemplateInstance study(MatchingSheet sheet);

    static native TemplateInstance change(Frame frame, ChangeSheet sheet);

    static native TemplateInstance changes(Frame frame, ChangeSheet.Listing listing);

    static native TemplateInstance entry(Frame frame, EntrySheet sheet);

    static native TemplateInstance pins(Frame frame, PinSheet sheet);

    static native TemplateInstance search(Frame frame, SearchResult result);

    static native TemplateInstance hits(SearchResult result);

    static native TemplateInstance sources(Frame frame, SourceSheet sheet);

    static native TemplateInstance settings(Frame frame, SettingsSheet sheet);

    static native TemplateInstance index(Frame frame, SettingsSheet.Index index);

    static native TemplateInstance audit(Frame frame, AuditSheet sheet);

    static native TemplateInstance verified(AuditSheet.Verified verified);

    static native TemplateInstance quality(Frame frame, QualitySheet sheet, SurveySheet survey);

    static native TemplateInstance correction(Frame frame, QualitySheet.Correction correction);

    static native TemplateInstance jobs(Frame frame, JobSheet sheet);

    static native TemplateInstance joblist(Frame frame, JobSheet sheet);

    static native TemplateInstance refusals(List<JobSheet.Refusal> refusals);

    static native TemplateInstance subscriptions(Frame frame, SubscriptionSheet sheet);

    static native TemplateInstance subscriptionlist(Frame frame, SubscriptionSheet sheet);
}
