/// @file page.hpp
/// The report as one page of HTML: style and pictures inside, nothing fetched.
///
/// The ledger first, then the story of the data, then every claim: what is claimed, what was found,
/// pictures, tables, numbers, and what its file says of hypotheses, derivation and controls.
///
/// Leaves out: scripts. The page has none.
#pragma once

#include "proofs/report/written_report.hpp"

namespace pathkernel {

[[nodiscard]] std::string as_page(const ReportContent& content);

}  // namespace pathkernel
