/// The tests of a function: each exchange through the typed function and a real HTTP server, that its schemas are those
/// of the types, and that schemas, types and checks take the same.
#[doc(hidden)]
#[allow(
    clippy::crate_in_macro_def,
    reason = "the function is in the crate that the tests are written into"
)]
#[macro_export]
macro_rules! function_tests {
    ($module:ident::$call:ident, $input:ty, [$($exchange:ident: $index:literal),*]) => {
        #[cfg(test)]
        mod tests {
            use super::*;

            $(
                #[tokio::test]
                async fn $exchange() {
                    $crate::testing::play(&function().exchanges[$index], crate::$module::$call).await;
                }
            )*

            #[test]
            fn schemas_are_those_of_the_types() {
                let function = function();
                $crate::testing::same_schema::<$input>(function.input_schema);
                $crate::testing::same_schema::<<$input as $crate::Action>::Output>(
                    function.output_schema,
                );
            }

            #[test]
            fn schemas_types_and_checks_agree() {
                let function = function();
                $crate::testing::inputs_agree::<$input>(function.input_schema);
                $crate::testing::outputs_agree::<<$input as $crate::Action>::Output>(
                    function.name,
                    function.output_schema,
                );
            }
        }
    };
}

/// The tests of a sync: that its schemas are those of the types, and that schemas, types and checks take the same.
#[doc(hidden)]
#[macro_export]
macro_rules! sync_tests {
    ($input:ty) => {
        #[cfg(test)]
        mod tests {
            use super::*;

            type Model = <$input as $crate::sync::SyncFunction>::Model;

            #[test]
            fn schemas_are_those_of_the_types() {
                let sync = sync();
                $crate::testing::same_schema::<$input>(sync.input_schema);
                $crate::testing::same_schema::<Model>(sync.model.schema);
            }

            #[test]
            fn schemas_types_and_checks_agree() {
                let sync = sync();
                $crate::testing::sync_inputs_agree::<$input>(sync.input_schema);
                $crate::testing::outputs_agree::<Model>(sync.name, sync.model.schema);
            }

            #[test]
            fn rows_are_copied_alike() {
                $crate::testing::rows_are_copied_alike::<$input>();
            }
        }
    };
}
