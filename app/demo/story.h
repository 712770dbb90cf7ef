// app/demo/story.h: the people whose story is written by hand in assets/demo/story-*.csv: today's visits, a draft half filled in, one returned.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "app/demo/council.h"
#include "app/demo/people.h"

namespace demo {

// Batches in no order; every one is `logged` but a colleague's. The draft forms and their visits are `waiting`. Errors: as make_council.
base::Result<std::vector<Batch>> tell_story(const World& world, Answers& answers);
// How many people the story has: the first numbers of NHS and local numbers are theirs.
size_t story_size(const Lists& lists);

}  // namespace demo
