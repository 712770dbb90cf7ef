// app/tablet/state/launch.h: what a form is opened with: the person it is about and the worker who fills it in, as FHIR resources for its expressions.
// Only what the caseload already holds; nothing is read from disk. Source: SDC launchContext; FHIR R4 patient.html, practitioner.html.
#pragma once
#include <memory>
#include <string>

#include "app/forms/launch.h"
#include "sync/record/record_id.h"

namespace state {

struct AppState;

// Null when the person is not in the caseload and nobody is signed in.
// `observations` (a JSON list of Bundles, or empty) is what earlier forms observed.
std::shared_ptr<const forms::LaunchContext> launch_context(const AppState& state, const record::RecordId& person, const std::string& observations = {});

}  // namespace state
