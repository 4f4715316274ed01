// SPDX-License-Identifier: Apache-2.0
// The bodies of hazards.hpp, and the section of the packet.
#pragma once

#include <algorithm>

#include <triage/header_only.hpp>
#include <triage/review/packet/evidence.hpp>
#include <triage/review/packet/hazards.hpp>
#include <triage/review/packet/html.hpp>
#include <triage/review/packet/page.hpp>
#include <triage/text/json_writer.hpp>

namespace triage {

namespace packet_detail {

class HazardReader {
public:
    HazardReader(const Page& page, std::optional<Date> today, const MutationReport* mutation)
        : page_(page), doc_(page.doc), today_(today), mutation_(mutation) {}

    [[nodiscard]] HazardRow read(const Hazard& hazard) const {
        HazardRow row;
        row.hazard = hazard;
        const std::vector<std::string> whole = rules(row);
        properties(row);
        cases(row, whole);
        if (mutation_ != nullptr && !row.pathways.empty()) mutated(row);
        for (const Signature& s : page_.standing)
            if (s.state == Signature::State::holds && contains(row.pathways, s.pathway)) ++row.signed_pathways;
        holes(row);
        return row;
    }

private:
    [[nodiscard]] static bool named(const std::vector<Text>& hazards, const HazardRow& row) {
        return contains(values_of(hazards), row.hazard.id.value);
    }
    void cite(const std::vector<Text>& sources, HazardRow& row) const {
        for (const Text& id : sources) {
            const Source* s = item_of(doc_.sources, id.value);
            if (s != nullptr && !s->judgement) add_once(row.sources, s->cite.value);
        }
    }
    // The pathways that stand against it as a whole; of others only the steps that name it do.
    [[nodiscard]] std::vector<std::string> rules(HazardRow& row) const {
        std::vector<std::string> whole;
        const auto as_a_whole = [&](const std::string& id) {
            add_once(whole, id);
            add_once(row.pathways, id);
        };
        for (const Pathway& p : doc_.pathways) {
            if (named(p.hazards, row)) as_a_whole(p.id.value);
            each_step(p.steps, [&](const Step& s) {
                if (!named(s.hazards, row)) return;
                add_once(row.pathways, p.id.value);
                row.steps.push_back(p.id.value + "." + s.id.value);
                cite(s.sources, row);
            });
        }
        for (const SafetyProperty& s : doc_.safety)
            if (s.require == SafetyProperty::Require::raised && named(s.hazards, row)) as_a_whole(s.target.value);
        for (const std::string& id : whole)
            if (const Pathway* p = item_of(doc_.pathways, id)) each_step(p->steps, [&](const Step& s) { cite(s.sources, row); });
        return whole;
    }
    void properties(HazardRow& row) const {
        for (const SafetyProperty& s : doc_.safety) {
            if (!named(s.hazards, row)) continue;
            HazardRow::Property one{s.id.value, std::nullopt};
            if (page_.parts.proof)
                for (const ProvedProperty& p : page_.parts.proof->properties)
                    if (!p.built_in && p.id == one.id) one.verdict = p.verdict;
            row.properties.push_back(std::move(one));
        }
    }
    void cases(HazardRow& row, const std::vector<std::string>& whole) const {
        for (std::size_t i = 0; i < page_.parts.cases.size(); ++i) {
            const Case& c = page_.parts.cases[i];
            bool is = named(c.hazards, row);
            for (std::size_t p = 0; p < doc_.pathways.size(); ++p)
                is = is || (contains(whole, doc_.pathways[p].id.value) && names(c, doc_.pathways[p], page_.refers[p]));
            if (!is) continue;
            ++row.cases;
            if (page_.parts.case_report && page_.parts.case_report->results[i].verdict() != CaseVerdict::passed) ++row.failing;
        }
    }
    void mutated(HazardRow& row) const {
        MutationReport part;
        for (const MutantResult& r : mutation_->results)
            if (std::any_of(row.pathways.begin(), row.pathways.end(),
                            [&](const std::string& p) { return contains(r.mutation.pathways, p); }))
                part.results.push_back(r);
        row.mutation = part.score(false);
    }
    void holes(HazardRow& row) const {
        const auto hole = [&](bool is, const std::string& text) {
            if (is) row.holes.push_back(text);
        };
        const bool outside = row.pathways.empty() && row.properties.empty() && row.cases == 0;
        hole(outside, "nothing in the rules names it: its controls stand outside of them");
        hole(!outside && row.pathways.empty(), "no pathway or step names it");
        hole(!outside && row.properties.empty(), "no safety property names it");
        for (const HazardRow::Property& p : row.properties)
            hole(!p.verdict || *p.verdict != Verdict::proved,
                 p.id + " is " + (p.verdict ? review_detail::verdict_name(*p.verdict) : "not asked"));
        hole(!outside && row.cases == 0, "no case tests it");
        hole(row.failing != 0, counted(row.failing, "case") + " of it fails");
        hole(row.mutation && row.mutation->noticed != row.mutation->whole,
             "the cases do not notice every mistake in its pathways");
        hole(row.signed_pathways < row.pathways.size(), std::to_string(row.pathways.size() - row.signed_pathways) + " of " +
                                                            counted(row.pathways.size(), "pathway") +
                                                            " without a signature that holds");
        if (const auto day = parse_date(row.hazard.review_by.value); day && today_)
            hole(days_from_civil(*day) < days_from_civil(*today_), "to be looked at again by " + row.hazard.review_by.value);
    }

    const Page& page_;
    const RuleDocument& doc_;
    std::optional<Date> today_;
    const MutationReport* mutation_;
};

[[nodiscard]] inline HazardMatrix matrix_of(const Page& page, std::optional<Date> today, const MutationReport* mutation) {
    HazardMatrix out{page.doc.id.value, page.doc.version.value, page.doc.digest, {}};
    const HazardReader reader(page, today, mutation);
    for (const Hazard& h : page.doc.hazards) out.rows.push_back(reader.read(h));
    std::stable_sort(out.rows.begin(), out.rows.end(), [](const HazardRow& a, const HazardRow& b) {
        return a.holes.size() != b.holes.size() ? a.holes.size() > b.holes.size() : a.hazard.severity > b.hazard.severity;
    });
    return out;
}

[[nodiscard]] inline std::string risk_text(const Hazard& h) {
    return spaced(word(h.severity)) + "; " + spaced(word(h.likelihood)) + " → " + spaced(word(h.residual_likelihood));
}

[[nodiscard]] inline std::string property_text(const HazardRow::Property& p) {
    return p.id + ": " + (p.verdict ? review_detail::verdict_name(*p.verdict) : "not asked");
}

[[nodiscard]] inline std::string mutation_text(const HazardRow& row) {
    return row.mutation ? std::to_string(row.mutation->noticed) + " of " + std::to_string(row.mutation->whole) : "not worked out";
}

/// What the packet and the page of its own have.
[[nodiscard]] inline std::string hazard_tables(const RuleDocument& doc, const HazardMatrix& matrix, int level) {
    std::size_t open = 0;
    for (const HazardRow& r : matrix.rows) open += r.holes.empty() ? 0U : 1U;
    std::string out =
        paragraph(counted(matrix.rows.size(), "hazard") + ", " + std::to_string(open) +
                  " of them with a hole; these come first. Severity and likelihood (without → with the controls) are " +
                  "judgements of the authors until someone who answers for them agrees. Whether a risk that remains is " +
                  "acceptable is not for this table to say.");
    Table holes("What stands against each hazard",
                {"Hazard", "Holes", "Pathways", "Evidence", "Properties", "Cases", "Mutation", "Signed"}, "deep");
    Table log("Hazard log", {"Hazard", "Causes", "Severity and likelihood", "Controls", "What remains", "Owner, look again by"},
              "deep");
    for (const HazardRow& r : matrix.rows) {
        const Hazard& h = r.hazard;
        std::vector<std::string> pathways, properties;
        for (const std::string& id : r.pathways) {
            const Pathway* p = item_of(doc.pathways, id);
            pathways.push_back(link("p-" + id, p == nullptr ? id : p->title.value));
        }
        for (const HazardRow::Property& p : r.properties)
            properties.push_back(code(p.id) + " " + (p.verdict ? verdict_label(*p.verdict) : label("not asked", "doubt")));
        std::vector<std::string> missing, cited;
        for (const std::string& hole : r.holes) missing.push_back(html_text(hole));
        for (const std::string& s : r.sources) cited.push_back(html_text(s));
        const auto list = [](const std::vector<std::string>& all, const char* none) { return all.empty() ? none : bullets(all); };
        holes.row({link("h-" + h.id.value, h.harm.value), list(missing, "none"), list(pathways, "none"),
                   cited.empty() ? "judgement" : fold(counted(cited.size(), "source"), bullets(cited)),
                   properties.size() > 4 ? fold(counted(properties.size(), "property", "properties"), bullets(properties))
                                         : list(properties, "none"),
                   std::to_string(r.cases) + (r.failing == 0 ? "" : ", " + std::to_string(r.failing) + " fail"), mutation_text(r),
                   std::to_string(r.signed_pathways) + " of " + std::to_string(r.pathways.size())});
        log.row({html_text(h.harm.value) + "<br>" + code(h.id.value) + " <span class=\"quiet\">" +
                     html_text(place(doc, h.id.at)) + "</span>",
                 bullets(html_texts(h.causes)), html_text(risk_text(h)), bullets(html_texts(h.controls)),
                 html_text(h.residual.value), html_text(h.owner.value) + "<br>" + html_text(h.review_by.value)},
                "h-" + h.id.value);
    }
    return out + holes.html() + heading(level, "Hazard log") + log.html();
}

}  // namespace packet_detail

TRIAGE_BODY HazardMatrix hazard_matrix(const RuleSet& rules, const PacketParts& parts, std::optional<Date> today,
                                       const MutationReport* mutation) {
    return packet_detail::matrix_of(packet_detail::Page(rules, parts), today, mutation);
}

TRIAGE_BODY std::string render_hazards_html(const RuleSet& rules, const HazardMatrix& matrix) {
    using namespace packet_detail;
    const RuleDocument& doc = rules.document();
    const std::string body = without_dead_links(
        "<header>\n" + heading(1, "Hazards: " + doc.title.value) +
        facts({{"Rule set", code(doc.id.value) + " version " + html_text(doc.version.value)}, {"Digest", code(doc.digest)}}) +
        "</header>\n<main id=\"main\">\n" +
        (matrix.rows.empty() ? paragraph("<b>These rules name no hazards.</b>") : hazard_tables(doc, matrix, 2)) + "</main>\n");
    return html_page("Hazards: " + doc.title.value, body, doc.language.value.empty() ? "en" : doc.language.value, page_style);
}

TRIAGE_BODY std::string render_hazards_csv(const HazardMatrix& matrix) {
    std::string out =
        "id,harm,holes,severity,likelihood,residual_likelihood,causes,controls,residual,owner,review_by,pathways,"
        "sources,properties,cases,cases_failing,mutation,pathways_signed\n";
    for (const HazardRow& r : matrix.rows) {
        const Hazard& h = r.hazard;
        std::vector<std::string> properties;
        for (const HazardRow::Property& p : r.properties) properties.push_back(packet_detail::property_text(p));
        const std::vector<std::string> fields{h.id.value,
                                              h.harm.value,
                                              joined(r.holes, "; "),
                                              word(h.severity),
                                              word(h.likelihood),
                                              word(h.residual_likelihood),
                                              joined(values_of(h.causes), "; "),
                                              joined(values_of(h.controls), "; "),
                                              h.residual.value,
                                              h.owner.value,
                                              h.review_by.value,
                                              joined(r.pathways, "; "),
                                              joined(r.sources, "; "),
                                              joined(properties, "; "),
                                              std::to_string(r.cases),
                                              std::to_string(r.failing),
                                              packet_detail::mutation_text(r),
                                              std::to_string(r.signed_pathways) + " of " + std::to_string(r.pathways.size())};
        for (std::size_t i = 0; i < fields.size(); ++i) out += (i == 0 ? "" : ",") + csv_field(fields[i]);
        out += "\n";
    }
    return out;
}

TRIAGE_BODY std::string render_hazards_json(const HazardMatrix& matrix) {
    JsonWriter json(true);
    json.open('{').text("schema", "triage.hazards/1").object("ruleset", [&] {
        json.text("id", matrix.ruleset).text("version", matrix.version).text("digest", matrix.digest);
    });
    json.objects("hazards", matrix.rows, [&](const HazardRow& r) {
        const Hazard& h = r.hazard;
        json.text("id", h.id.value).text("harm", h.harm.value).texts("holes", r.holes).text("severity", word(h.severity));
        json.text("likelihood", word(h.likelihood)).text("residual_likelihood", word(h.residual_likelihood));
        json.texts("causes", values_of(h.causes)).texts("controls", values_of(h.controls)).text("residual", h.residual.value);
        json.text("owner", h.owner.value).text("review_by", h.review_by.value);
        json.texts("pathways", r.pathways).texts("steps", r.steps).texts("sources", r.sources);
        json.objects("properties", r.properties, [&](const HazardRow::Property& p) {
            json.text("id", p.id).text_or_null("verdict", p.verdict ? review_detail::verdict_name(*p.verdict) : "");
        });
        json.number("cases", r.cases).number("cases_failing", r.failing).number("pathways_signed", r.signed_pathways);
        if (r.mutation)
            json.object("mutation", [&] { json.number("noticed", r.mutation->noticed).number("whole", r.mutation->whole); });
    });
    return json.close('}').str() + "\n";
}

}  // namespace triage
