import { Button, Group, Modal, Text } from '@mantine/core';

interface ConfirmDialogProps {
  readonly opened: boolean;
  readonly title: string;
  readonly text: string;
  /** The button that changes nothing. Escape and a click beside the dialog mean the same. */
  readonly keep: string;
  readonly confirm: string;
  readonly onKeep: () => void;
  readonly onConfirm: () => void;
}

/** Asks once before something that cannot be taken back by the next click. */
export function ConfirmDialog({ opened, title, text, keep, confirm, onKeep, onConfirm }: ConfirmDialogProps) {
  return (
    <Modal opened={opened} onClose={onKeep} title={title} withCloseButton={false} size={420}>
      <Text size="md" className="soft">
        {text}
      </Text>
      <Group gap="xs" mt="lg" justify="flex-end">
        <Button variant="default" onClick={onKeep} data-autofocus>
          {keep}
        </Button>
        <Button color="danger" onClick={onConfirm}>
          {confirm}
        </Button>
      </Group>
    </Modal>
  );
}
