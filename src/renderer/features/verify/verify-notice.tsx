import { Text, Title } from '@mantine/core';

/** Why nothing goes on, in a panel. */
export function VerifyNotice({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <section className="panel verify-notice">
      <Title order={3} size="md">
        {title}
      </Title>
      <Text className="soft">{text}</Text>
    </section>
  );
}
