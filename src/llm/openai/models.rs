//! What an endpoint offers.

use serde_json::Value;

/// A model of an endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelInfo {
    /// Its id, as requests name it.
    pub id: String,
    /// How many tokens its context holds, where the endpoint says so.
    pub context_tokens: Option<u32>,
}

/// Reads a list of models: `{"data": […]}`, `{"models": […]}` or a bare array, of objects or of
/// names. `None` if it is no such list.
pub(crate) fn read(value: &Value) -> Option<Vec<ModelInfo>> {
    let list = [&value["data"], &value["models"], value].into_iter().find_map(Value::as_array)?;
    Some(list.iter().filter_map(model).collect())
}

fn model(item: &Value) -> Option<ModelInfo> {
    let names = [item, &item["id"], &item["name"], &item["model"]];
    let id = names.into_iter().find_map(Value::as_str).filter(|id| !id.is_empty())?;
    // The size that was started with comes before the one that would be possible.
    let sizes = [
        &item["meta"]["n_ctx"],
        &item["loaded_context_length"],
        &item["max_model_len"],
        &item["context_length"],
        &item["context_window"],
        &item["max_context_length"],
        &item["top_provider"]["context_length"],
        &item["inputTokenLimit"],
    ];
    let context_tokens = sizes.into_iter().find_map(Value::as_u64).and_then(|size| u32::try_from(size).ok());
    Some(ModelInfo { id: id.to_owned(), context_tokens: context_tokens.filter(|size| *size > 0) })
}

#[cfg(test)]
mod tests;
