// SPDX-License-Identifier: MIT
// The pages as a browser shows them: no error on its console, nothing cut on A4, headings, tables, charts and controls
// that a keyboard and a screen reader can follow (pages/probe.js lists what they cannot).
#include "tests/support/command_test.h"

namespace sendscape::browser_pages_test {
namespace {

namespace fs = std::filesystem;
using testing::Outcome;

/// A browser by the names Debian and its makers give it; empty: there is none.
std::string browser() {
    for (const char* const name : {"chromium", "chromium-browser", "google-chrome"})
        if (std::system((std::string("command -v ") + name + " >/dev/null 2>&1").c_str()) == 0) return name;
    return {};
}

class BrowserPages : public testing::CommandTest {
  protected:
    void SetUp() override {
        browser_ = browser();
        if (browser_.empty()) GTEST_SKIP() << "no Chromium here to look at pages with";
        if (!show("about:blank")) GTEST_SKIP() << browser_ << " shows nothing on this machine";
        probe_ = "<script>" + testing::text_of(SENDSCAPE_SOURCE_DIR "/tests/golden/pages/probe.js") + "</script>";
    }

    /// Shows a page and keeps what became of it in `dom`, and what was said meanwhile in `console`.
    bool show(const std::string& address) {
        // 190 mm, A4 between its margins, at 96 dots an inch.
        const std::string command = "cd '" + folder_.string() + "' && timeout 120 " + browser_ +
                                    " --headless --no-sandbox --disable-gpu --disable-dev-shm-usage"
                                    " --enable-logging=stderr --window-size=718,1046 --user-data-dir='" +
                                    (folder_ / "profile").string() + "' --dump-dom '" + address + "' >dom 2>console";
        return std::system(command.c_str()) == 0;
    }

    /// What is wrong with a page, a line each.
    std::string faults_of(const std::string& page) {
        std::string text = testing::text_of(folder_ / page);
        const auto end = text.rfind("</body>");
        text.insert(end == std::string::npos ? text.size() : end, probe_);
        write("probed.html", text);
        EXPECT_TRUE(show("file://" + (folder_ / "probed.html").string())) << testing::text_of(folder_ / "console");
        const std::string shown = testing::text_of(folder_ / "dom"), begin = "<pre id=\"faults-found\">";
        const auto from = shown.rfind(begin);
        if (from == std::string::npos) return "the page was not shown to its end";
        std::string faults = shown.substr(from + begin.size(), shown.find("</pre>", from) - from - begin.size());
        std::ifstream console(folder_ / "console");
        for (std::string line; std::getline(console, line);)
            if (line.find("CONSOLE") != std::string::npos) faults += line + "\n";
        return faults;
    }
    std::string browser_, probe_;
};

TEST_F(BrowserPages, TheProbeFindsWhatIsWrong) {
    write("bad.html",
          "<html><body><h1>One</h1><h3>Three</h3><svg width='2000' height='9'></svg><table><tr><td>x</td></tr></table>"
          "<a href='#nowhere'></a><input tabindex='3'><script>nothing.at.all</script></body></html>");
    const std::string faults = faults_of("bad.html");
    for (const char* const words : {"no language", "no title", "a level is left out", "cut on A4: svg",
                                    "a chart without words", "a table without headings", "a link to nowhere",
                                    "nothing to read", "out of reading order", "no label", "nothing is not defined"})
        EXPECT_NE(faults.find(words), std::string::npos) << words << " is not among\n" << faults;
}

TEST_F(BrowserPages, AReportAndAPageOfOptionsReadWell) {
    ASSERT_EQ(run("run county --years 2 --replicates 2 --quiet --out a").status, 0);
    EXPECT_EQ(faults_of("a/report.html"), "\n");
    const Outcome options =
        run("compare county inclusion-gate two-new-bases --years 3 --replicates 2 --quiet --out o "
            "--threshold specialist_shortfall=200");
    ASSERT_EQ(options.status, 0) << options.err;
    EXPECT_EQ(faults_of("o/options.html"), "\n");
}

}  // namespace
}  // namespace sendscape::browser_pages_test
