// app/demo/sent.h: what became of the story's forms once they were sent: decisions with comments at their places (story-comments.csv), and what an author
// changed after a return.
#pragma once
#include <string_view>
#include <vector>

#include "app/care/decision.h"
#include "app/care/response.h"
#include "app/demo/answers.h"
#include "app/demo/people.h"

namespace demo {

// The team leader's, made. `key` is the form's in story-responses.csv.
care::Decision story_decision(const World& world, std::string_view key, const care::Response& about, care::ApprovalState to, os::UnixMs at);
// From the answers it was returned with to those it is sent again with, what they write over kept beside them; and the comments dealt with.
std::vector<record::Edit> sent_again(const World& world, std::string_view key, const care::Response& returned, const FilledForm& before, const FilledForm& after, os::UnixMs at);

}  // namespace demo
