/// @file markdown.hpp
/// The report as Markdown, its pictures as files beside it.
///
/// Leaves out: what only a page can fold away.
#pragma once

#include "proofs/report/written_report.hpp"

namespace pathkernel {

[[nodiscard]] std::string as_markdown(const ReportContent& content);

}  // namespace pathkernel
